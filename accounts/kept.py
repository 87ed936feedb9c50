"""What is kept about people under nothing but their mail address, wherever in the site that is.

So that whoever asks for all that is stored about them gets all of it, and whoever has it deleted leaves nothing behind.
"""

from django.apps import apps


class KeptByAddress:
    """Mixin for models whose rows belong to an address, in their field `email`.

    kept_as: what such rows are called in the file that people download.
    """

    kept_as = ""

    def as_data(self):
        """Return what the row says, as plain data."""
        raise NotImplementedError

    def forget(self):
        """Delete the row, and the copies of mails that hold what it says."""
        self.delete()


def kept_about(email):
    """Return name of a kind of rows -> list of what they say about an address; those without any are left out."""
    found = {model.kept_as: [row.as_data() for row in rows] for model, rows in _rows(email)}
    return {name: rows for name, rows in found.items() if rows}


def delete_kept(email):
    """Delete every row of an address."""
    for _model, rows in _rows(email):
        for row in rows:
            row.forget()


def _rows(email):
    models = [model for model in apps.get_models() if issubclass(model, KeptByAddress)]
    return [(model, model._default_manager.filter(email__iexact=email)) for model in models]
