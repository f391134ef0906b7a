"""An identity provider that lies: it signs, or does not sign, whatever a test gives it."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "portaal-digid"
SUBSTANTIEEL = "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard"


class Vervalser:
    """A provider on loopback with discovery, keys and a token endpoint."""

    def __init__(self) -> None:
        self.sleutel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.andere_sleutel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._afhandeling())
        self.begin_opnieuw()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def begin_opnieuw(self) -> None:
        """Forget what the previous test wanted."""
        self.uitgever = f"http://127.0.0.1:{self.server.server_port}"
        self.antwoord: dict[str, Any] | None = None

    def claims(self, **anders: Any) -> dict[str, Any]:
        """Return good claims, but for what the test wants otherwise; None leaves a claim out."""
        nu = int(time.time())
        goed = {
            "iss": self.uitgever,
            "aud": CLIENT_ID,
            "sub": "iemand",
            "iat": nu,
            "exp": nu + 300,
            "auth_time": nu,
            "acr": SUBSTANTIEEL,
            "bsn": "999990019",
        }
        return {naam: waarde for naam, waarde in {**goed, **anders}.items() if waarde is not None}

    def onderteken(self, claims: dict[str, Any], *, sleutel: Any = None, alg: str = "RS256", kid: str = "echt") -> str:
        """Return the claims as a signed token."""
        return jwt.encode(claims, sleutel or self.sleutel, algorithm=alg, headers={"kid": kid})

    def geef(self, token: str) -> None:
        """Let the token endpoint hand out this ID token."""
        self.antwoord = {"access_token": "toegang", "token_type": "Bearer", "id_token": token}

    def stop(self) -> None:
        """Close the port."""
        self.server.shutdown()
        self.server.server_close()

    def _document(self, pad: str) -> dict[str, Any] | None:
        if pad == "/.well-known/openid-configuration":
            namen = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "jwks"}
            return {"issuer": self.uitgever, **{naam: f"{self.uitgever}/{deel}" for naam, deel in namen.items()}}
        if pad == "/jwks":
            openbaar = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.sleutel.public_key()))
            return {"keys": [{**openbaar, "kid": "echt", "use": "sig", "alg": "RS256"}]}
        return self.antwoord if pad == "/token" else None

    def _afhandeling(self) -> type[BaseHTTPRequestHandler]:
        vervalser = self

        class Afhandeling(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                document = vervalser._document(self.path)
                inhoud = json.dumps(document).encode()
                self.send_response(404 if document is None else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(inhoud)))
                self.end_headers()
                self.wfile.write(inhoud)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *args: Any) -> None:
                """Stay silent."""

        return Afhandeling
