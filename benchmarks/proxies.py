"""nginx with the configuration that ships, before a site on this machine."""

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from getpass import getuser

from benchmarks.sites import ROOT, free_port

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
MAIN = """
daemon off; user {user}; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ }}
http {{ {places} access_log off;
{site} }}
"""
PLACES = ("client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path", "scgi_temp_path")
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
IS_THERE = bool(NGINX and shutil.which("openssl"))


def wait_for(port):
    for _time in range(200):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on {port}.")


def make_certificate(folder):
    """Write a certificate for this machine, and return the paths of it and of its key."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    files = ["-subj", "/CN=directory.example", "-keyout", key, "-out", certificate]
    command = [shutil.which("openssl"), "req", "-x509", *kind, *files]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def with_own(folder, http, https, site):
    """Return the text of a main configuration with the shipped one in it, at ports and in a folder of its own."""
    certificate, key = make_certificate(folder)
    text = CONFIGURATION.read_text(encoding="utf-8")
    for shipped, own in {
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "127.0.0.1:8000": f"127.0.0.1:{site}",
        "/etc/ssl/certs/directory.pem": str(certificate),
        "/etc/ssl/private/directory.key": str(key),
        "/var/log/nginx/access.log": f"{folder}/access",
    }.items():
        if shipped not in text:
            raise ValueError(f"{shipped} stands no longer in {CONFIGURATION.name}.")
        text = text.replace(shipped, own)
    places = " ".join(f"{place} {folder}/{place};" for place in PLACES)
    return MAIN.format(folder=folder, user=getuser(), places=places, site=text)


@contextmanager
def proxy(folder, site):
    """Run nginx in a folder, before a site at a port; yields its own ports for http and https."""
    folder.chmod(0o755)
    http, https = free_port(), free_port()
    (folder / "nginx.conf").write_text(with_own(folder, http, https, site), encoding="utf-8")
    process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "log"])
    try:
        for port in (http, https):
            wait_for(port)
        yield http, https
    finally:
        process.terminate()
        process.wait(20)
