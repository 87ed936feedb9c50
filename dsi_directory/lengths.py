"""How long an address may be."""

from django.conf import settings

from dsi_directory.errors import address_too_long

LONGEST = 256 * 1024  # bytes of path and query: pasted pages of Arabic as a search are shorter


def refuse_long_addresses(get_response):
    """Middleware that answers 414 to an address that is longer, or has more parameters, than any page reads.

    The server in front takes far longer ones, so that whoever sends one is told so by a page of the site.
    """

    def answer(request):
        query = request.META.get("QUERY_STRING", "")
        too_long = len(request.path_info) + len(query) > LONGEST
        too_many = query.count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return address_too_long(request) if too_long or too_many else get_response(request)

    return answer
