"""Settings for building and for the demo: plain HTTP on loopback, made-up secrets, a page with test persons."""

from mijnportaal.settings.base import *
from mijnportaal.settings.base import CONTENT_SECURITY_POLICY, INSTALLED_APPS, VAR_MAP, env
from mijnportaal.settings.bronnen import bronnen
from mijnportaal.settings.inloggen import SOORTEN, inlogdiensten
from mijnportaal.ingebed import ontwikkelgeheim

DEMO = True
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = ontwikkelgeheim(VAR_MAP, "secret")
VERSLEUTELSLEUTELS = [f"dev1:{ontwikkelgeheim(VAR_MAP, 'versleutel')}"]
ZOEKSLEUTEL = ontwikkelgeheim(VAR_MAP, "zoek")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INSTALLED_APPS = [*INSTALLED_APPS, "mijnportaal.demo"]
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
GEMEENTE_RSIN = "002564440"
EMAIL_PORT = env.int("EMAIL_PORT", default=1025)
EMAIL_USE_TLS = False
# A receiver of notifications on this machine.
CALLBACK_HTTP = True
CALLBACK_INTERN = ["localhost", "127.0.0.0/8", "::1/128"]

# The identity provider with test persons: demo/idp.mjs, which knows the same secret.
IDP_ADRES = f"http://127.0.0.1:{env('IDP_POORT', default='9400')}"
INLOGDIENSTEN = inlogdiensten(
    {
        f"INLOG_{middel.upper()}_{naam}": waarde
        for middel in SOORTEN
        for naam, waarde in {
            "ISSUER": IDP_ADRES,
            "CLIENT_ID": f"portaal-{middel}",
            "SECRET": "demonstratie-alleen-op-deze-machine",
        }.items()
    }
)
SOCIALACCOUNT_PROVIDERS = {"nl_oidc": {"APPS": INLOGDIENSTEN}}
# The payment provider with test outcomes: demo/betaalloket.py.
MOLLIE_SLEUTEL = "test_demonstratie"
MOLLIE_ADRES = f"http://127.0.0.1:{env('BETAAL_POORT', default='9500')}"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'", IDP_ADRES, MOLLIE_ADRES]

# Plain HTTP: the browser refuses __Host- and Secure cookies there.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "sessie", "csrf", "taal"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0

# The base registries of the demo: bronnen/proefserver.py, which knows the same secret.
BRONNEN_ADRES = f"http://127.0.0.1:{env('BRONNEN_POORT', default='9500')}"
BRONNEN = bronnen(
    {
        f"{bron}_{naam}": waarde
        for bron, pad in {"BRP": "/brp", "KVK": "/kvk/api", "BAG": "/bag"}.items()
        for naam, waarde in {"ADRES": BRONNEN_ADRES + pad, "SLEUTEL": "demonstratie-alleen-op-deze-machine"}.items()
    }
)
GEMEENTE_WOONPLAATSEN = ["9901"]
