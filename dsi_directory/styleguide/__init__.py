"""The living style page: every component in all its states, from the templates that the site itself uses."""
