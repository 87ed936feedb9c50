"""What Django says of a form, to be said by our catalogues in the words of the site: they come before Django's own.

Those say “courriel”, “email адреса”, speak to one man in Arabic, and have a digit with the wrong noun there.
"""

from django.core.validators import validate_email
from django.utils.translation import gettext_lazy, gettext_noop, ngettext_lazy

# English has no catalogue.
validate_email.message = gettext_lazy("Enter a valid e-mail address.")

SAID = [
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
]
