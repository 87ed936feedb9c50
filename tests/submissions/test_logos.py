"""Pictures from strangers: what is taken, what is refused and why, and that nothing but the picture is kept."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from submissions.logos import redrawn, sign_logo, signed_logo, store_logo
from submissions.models import Submission, UploadedLogo
from tests.submissions.test_views import send, text_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def picture(kind="PNG", size=(40, 30), name="logo.png", **options):
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **options)
    return SimpleUploadedFile(name, target.getvalue())


def bomb(width, height):
    """Return a PNG of next to no bytes that says it has as many pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return SimpleUploadedFile(
        "logo.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_three_kinds_are_taken_and_drawn_anew_within_512_pixels(kind):
    drawn = Image.open(BytesIO(redrawn(picture(kind, size=(1600, 800)))))
    assert (drawn.format, drawn.size) == ("WEBP", (512, 256))


def test_metadata_is_left_behind_and_the_picture_stands_as_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "52.5200 N 13.4050 E"
    drawn = redrawn(picture("JPEG", size=(40, 20), exif=exif))
    assert Image.open(BytesIO(drawn)).size == (20, 40)
    assert b"13.4050" not in drawn
    assert dict(Image.open(BytesIO(drawn)).getexif()) == {}


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("logo.png", SVG), "neither is SVG"),
        (SimpleUploadedFile("logo.svg", SVG, content_type="image/png"), "neither is SVG"),
        (SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(3 * 1024 * 1024)), "larger than 2 MB"),
        (picture("GIF", name="logo.png"), "not a PNG, JPEG or WebP"),
        *[(picture(size=size), "at least 16 × 16 pixels") for size in ((1, 1), (15, 40), (3000, 1), (16, 129))],
        (SimpleUploadedFile("logo.jpg", picture("JPEG", size=(900, 900)).read()[:900]), "or it is damaged"),
        (SimpleUploadedFile("logo.png", b"no picture"), "not a PNG"),
        (bomb(6000, 6000), "too many pixels"),
        (bomb(12000, 12000), "too many pixels"),
        (bomb(60000, 60000), "too many pixels"),
    ],
    ids=[
        "svg as png",
        "svg",
        "3 MB",
        "gif",
        "dot",
        "narrow",
        "line",
        "strip",
        "half a jpeg",
        "text",
        "big",
        "bigger",
        "bomb",
    ],
)
def test_anything_else_is_refused_with_a_reason(upload, words):
    with pytest.raises(ValidationError) as refusal:
        redrawn(upload)
    assert words in str(refusal.value)


def test_a_wrong_picture_is_said_beside_the_field_and_loses_nothing(client, typed):
    text = text_of(send(client, typed, logo=SimpleUploadedFile("logo.png", SVG)))
    assert 'id="id_logo_error"' in text
    assert 'value="https://lingo-lab.example"' in text
    assert Submission.objects.count() == UploadedLogo.objects.count() == 0


def test_a_picture_survives_an_error_elsewhere_and_can_be_left_out(client, typed):
    page = send(client, typed, name="", logo=picture())
    kept = page.context["kept_logo"]
    assert f"/submit/logo/{kept}/" in text_of(page)
    assert client.get(f"/submit/logo/{kept}/")["Content-Type"] == "image/webp"
    send(client, typed, kept_logo=kept)
    assert Submission.objects.get().logo == signed_logo(kept)
    send(client, typed, email="bo@example.org", is_new="1", kept_logo=kept, remove_logo="on", name="Other")
    assert Submission.objects.get(email="bo@example.org").logo is None


@pytest.mark.django_db
def test_only_a_signed_name_shows_a_picture(client):
    logo = store_logo(picture())
    assert client.get(f"/submit/logo/{sign_logo(logo)}/").status_code == 200
    for name in (str(logo.key), f"{sign_logo(logo)[:-2]}xx", "nonsense"):
        assert client.get(f"/submit/logo/{name}/").status_code == 404
