from xml.etree import ElementTree

import pytest


def test_a_qr_code_is_an_svg_of_an_address_here(client):
    response = client.get("/qr.svg", {"path": "/projects/?theme=language&q=münchen"})
    assert response["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(response.content).tag.endswith("svg")


@pytest.mark.parametrize(
    "path", ["", "//evil.example/", "https://evil.example/", "/" + "x" * 1000, "\\evil", "/\\evil"]
)
def test_a_qr_code_never_leads_elsewhere(client, path):
    assert client.get("/qr.svg", {"path": path}).status_code == 400
