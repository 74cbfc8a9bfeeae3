"""A port that speaks TLS as PostgreSQL does, before a server that does not."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

TLS_REQUEST = bytes.fromhex("0000000804d2162f")


@dataclass(frozen=True)
class Authority:
    """A certificate authority of its own, below `folder`."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def in_folder(cls, folder: Path) -> Authority:
        folder.mkdir(parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, folder.name)])
        root = _unsigned(name, name, key).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        made = cls(folder, key, root.sign(key, hashes.SHA256()))
        made.roots.write_bytes(made.certificate.public_bytes(serialization.Encoding.PEM))
        return made

    @property
    def roots(self) -> Path:
        return self.folder / "roots.pem"

    def certify(self, host: str) -> ssl.SSLContext:
        """Returns what a server for `host` shows."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
        builder = _unsigned(name, self.certificate.subject, key)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        chain = self.folder / f"{host}.pem"
        chain.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        return context


def _unsigned(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
    )


@contextmanager
def encrypted_database(host: str, port: int, shows: ssl.SSLContext) -> Generator[int]:
    """Listens on a free loopback port; yields it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, host, port, shows), daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, host: str, port: int, shows: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_take, args=(client, host, port, shows), daemon=True).start()


def _take(client: socket.socket, host: str, port: int, shows: ssl.SSLContext) -> None:
    # An end that refuses the certificate closes the connection.
    with suppress(OSError), client, socket.create_connection((host, port)) as server:
        if client.recv(8) != TLS_REQUEST:
            return
        client.sendall(b"S")
        with shows.wrap_socket(client, server_side=True) as plain:
            threading.Thread(target=_pass, args=(server, plain), daemon=True).start()
            _pass(plain, server)


def _pass(source: socket.socket, to: socket.socket) -> None:
    with suppress(OSError, ValueError):
        while data := source.recv(65536):
            to.sendall(data)
        to.shutdown(socket.SHUT_WR)
