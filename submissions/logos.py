"""Takes a picture from a stranger: checked by its content, drawn anew, without what else was in the file."""

from io import BytesIO
from warnings import catch_warnings, simplefilter

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from submissions.models import UploadedLogo

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 20_000_000
LONGEST_SIDE = 512
# Of a picture that shows something where the directory shows it, in a square.
SHORTEST_SIDE, MOST_STRETCHED = 16, 8
FORMATS = ["PNG", "JPEG", "WEBP"]
ACCEPT = "image/png,image/jpeg,image/webp"
TOO_MANY_PIXELS = ValidationError(_("This picture has too many pixels. Please make it smaller."), code="too_large")

_signer = Signer(salt="submissions.logo")


def store_logo(upload):
    """Return a new UploadedLogo made from an uploaded file. Raises ValidationError where it is no picture we take."""
    return UploadedLogo.objects.create(data=redrawn(upload), extension="webp")


def redrawn(upload):
    """Return an uploaded picture as WebP, at most 512 pixels wide or high, without metadata.

    Raises ValidationError on anything but PNG, JPEG and WebP, whatever the name says, on what is too large, and on a
    picture that would show nothing: a dot or a line.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 2 MB. Please make the picture smaller."), code="too_large")
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise TOO_MANY_PIXELS
            if min(picture.size) < SHORTEST_SIDE or max(picture.size) > MOST_STRETCHED * min(picture.size):
                raise ValidationError(
                    _(
                        "Please choose a picture of at least %(side)s × %(side)s pixels that is at most %(times)s "
                        "times as wide as it is high, or the other way round."
                    ),
                    code="too_small",
                    params={"side": SHORTEST_SIDE, "times": MOST_STRETCHED},
                )
            picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            picture = ImageOps.exif_transpose(picture)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            clean = Image.new("RGBA", picture.size)
            clean.paste(picture.convert("RGBA"))
            target = BytesIO()
            clean.save(target, "WEBP", quality=90, method=4)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TOO_MANY_PIXELS from error
    except Exception as error:  # Pillow raises whatever a broken file makes it stumble on.
        raise ValidationError(
            _(
                "This is not a PNG, JPEG or WebP picture, or it is damaged. Other formats are not accepted, and "
                "neither is SVG."
            ),
            code="no_picture",
        ) from error
    return target.getvalue()


def sign_logo(logo):
    """Return the name under which the form that brought a logo may refer to it again."""
    return _signer.sign(str(logo.key))


def signed_logo(name):
    """Return the UploadedLogo of a name made by `sign_logo`, or None."""
    try:
        return UploadedLogo.objects.filter(key=_signer.unsign(name)).first()
    except (BadSignature, ValidationError):
        return None
