"""What each answer tells browsers beside its content, where Django and django-csp have no setting for it."""

# What a page of ours never asks for, and a script that got into one shall not get either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def tell_browsers(get_response):
    """Middleware that turns off what no page uses, and keeps pages of others from drawing in ours.

    A view whose answer is made for other pages sets Cross-Origin-Resource-Policy itself.
    """

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer
