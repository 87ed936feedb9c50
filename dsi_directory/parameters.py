"""Parameters of the admin that no database takes. The public lists tell of such values themselves."""

from django.contrib.admin.options import TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import DataError
from django.http import Http404

# What Django's lists make of a value that a column cannot hold, and what the databases do.
TOO_ODD = (IncorrectLookupParameters, OverflowError, ValueError, DataError)
# What a parameter may be the cause of.
MAY_BE_ODD = (*TOO_ODD, FieldDoesNotExist)


class AdminParametersMiddleware:
    """Answers 400 to a parameter of the admin that makes no sense.

    A NUL: PostgreSQL refuses it in any text, and Django looks for one in the search box of a list, but neither in its
    filters nor in what its autocompletes look for. And a value that no column could hold, such as the year 99999: lists
    notice some, exports none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_of_the_admin(request) and any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequest("A parameter has a NUL.")
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer 404 to a key with a NUL, which nothing has; one may also be written as _00."""
        if is_of_the_admin(request) and "\0" in unquote(str(kwargs.get("object_id", ""))):
            raise Http404("Nothing has a key with a NUL.")

    def process_exception(self, request, exception):
        refuse_odd_parameters(request, exception)


def refuse_odd_parameters(request, exception):
    """Raise BadRequest where what a view raised says that a parameter of the admin makes no sense."""
    if not is_of_the_admin(request):
        return
    if request.GET and isinstance(exception, TOO_ODD):
        raise BadRequest("A parameter has a value that cannot be.") from exception
    # Django refuses each name of a field that is not to be asked for, but an empty one.
    if isinstance(exception, FieldDoesNotExist) and _field_to_go_by(request) == "":
        raise BadRequest("The field to go by has no name.") from exception


def _field_to_go_by(request):
    return request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))


def is_of_the_admin(request):
    return request.path_info.startswith("/admin/")
