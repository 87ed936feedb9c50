"""Parameters of the admin that no database takes. The public lists tell of such values themselves."""

from django.core.exceptions import BadRequest


def refuse_nul_in_the_admin(get_response):
    """Middleware that answers 400 to a NUL among the parameters of an address: PostgreSQL refuses it in any text.

    Django looks for one in the search box of a list, but neither in its filters nor in what its autocompletes look for.
    """

    def answer(request):
        if request.path.startswith("/admin/") and any(
            "\0" in value for _name, values in request.GET.lists() for value in values
        ):
            raise BadRequest("A parameter has a NUL.")
        return get_response(request)

    return answer
