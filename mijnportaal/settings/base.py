"""Production settings. Each value is read once from the environment; the default is the safe one.

Without DATABASE_URL or REDIS_URL the embedded servers of `mijnportaal.ingebed` are used, under VAR_MAP.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from mijnportaal.settings.bronnen import bronnen
from mijnportaal.settings.inloggen import inlogdiensten, oorsprongen

env = environ.Env()

BASIS_MAP = Path(__file__).resolve().parent.parent.parent
VAR_MAP = Path(env("VAR_MAP", default=str(BASIS_MAP / "var")))

DEBUG = False
DEMO = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="https://mijn.example.nl")

# Who we are. The RSIN is the bronorganisatie of every zaak.
GEMEENTE_NAAM = env("GEMEENTE_NAAM", default="Gemeente Voorbeeldstad")
GEMEENTE_KORT = env("GEMEENTE_KORT", default="Voorbeeldstad")
GEMEENTE_RSIN = env("GEMEENTE_RSIN", default="")
GEMEENTE_TELEFOON = env("GEMEENTE_TELEFOON", default="14 099")
GEMEENTE_EMAIL = env("GEMEENTE_EMAIL", default="gemeente@example.nl")
GEMEENTE_ADRES = env("GEMEENTE_ADRES", default="Stadhuisplein 1, 1234 AB Voorbeeldstad")

# The look: the name of a token file in kern/themas.
THEMA = env("THEMA", default="neutraal")

# Keys for stored personal numbers: "id:base64 of 32 bytes", the first one encrypts, all of them decrypt.
VERSLEUTELSLEUTELS = env.list("VERSLEUTELSLEUTELS", default=[])
ZOEKSLEUTEL = env("ZOEKSLEUTEL", default="")

INSTALLED_APPS = [
    "mijnportaal.kern",
    "mijnportaal.accounts",
    "mijnportaal.notificaties",
    "zaken",
    "formulieren",
    "archief",
    "klantcontact",
    "mijnportaal.pip",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "mijnportaal.accounts.nl_oidc",
    "rest_framework",  # its Dutch sentences; of its views we use none
    "django.forms",
    "mijnportaal.accounts.beheerapp.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Answers what is for an API: what stands below is for people with a browser.
    "mijnportaal.zgw.middleware.ApiMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mijnportaal.accounts.middleware.AanmeldingMiddleware",
    "mijnportaal.accounts.middleware.BeleidMiddleware",
]

ROOT_URLCONF = "mijnportaal.urls"
WSGI_APPLICATION = "mijnportaal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASIS_MAP / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mijnportaal.pip.context.portaal",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "mijnportaal.kern.templatetags.mo"],
        },
    }
]
FORM_RENDERER = "mijnportaal.kern.forms.Formulierweergave"


def _database() -> dict[str, object]:
    """Return the database of DATABASE_URL, or of the embedded server when there is none."""
    if "DATABASE_URL" in env.ENVIRON:
        gegevens = dict(env.db("DATABASE_URL"))
    else:
        from mijnportaal.ingebed import postgres

        gegevens = postgres(VAR_MAP)
    gegevens["ENGINE"] = "django.db.backends.postgresql"
    gegevens["OPTIONS"] = {
        **dict(gegevens.get("OPTIONS", {})),
        # Statements that ask for it are planned once per connection (mijnportaal.kern.voorbereid), also where
        # PostgreSQL expects a better plan from the values: making that costs more than it saves. Queries of the ORM
        # carry their values in the text, so those keep plans of their own.
        "prepare_threshold": 5,
        "options": "-c plan_cache_mode=force_generic_plan -c jit=off",
        "pool": {"min_size": 2, "max_size": env.int("DATABASE_POOL", default=16), "timeout": 10},
    }
    # A connection that the server dropped is replaced before a request meets it.
    gegevens["CONN_HEALTH_CHECKS"] = True
    gegevens["TEST"] = {"TEMPLATE": "template0"}
    return gegevens


def _redis() -> str:
    """Return the broker's address: REDIS_URL, or the embedded server's socket."""
    if "REDIS_URL" in env.ENVIRON:
        return str(env("REDIS_URL"))
    from mijnportaal.ingebed import valkey

    return valkey(VAR_MAP)


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# ATOMIC_REQUESTS stays off: the outermost service opens the transaction, so locks are short.

REDIS_URL = _redis()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
# Sessions live in the database: losing the cache must not throw a resident out of a half-filled form.
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Kombu has its own name for a unix socket.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A publish must give up quickly: the row is committed and the sweep finds it (ontwerp.md, section 7).
CELERY_TASK_PUBLISH_RETRY = False
# One second, and no second attempt: kombu would try for six (measured in tests/notificaties/test_broker.py).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE = {
    "gebeurtenissen-achterstand": {"task": "zaken.gebeurtenissen.verwerk_achterstand", "schedule": 20.0},
    # At six in the morning: who begins his day reads it.
    "termijnen-naderen": {"task": "zaken.tasks.termijnen_naderen", "schedule": crontab(hour=6, minute=0)},
    "spiegels-achterstand": {"task": "zaken.tasks.spiegels_achterstand", "schedule": 60.0},
    "berichten-achterstand": {"task": "mijnportaal.notificaties.tasks.verstuur_achterstand", "schedule": 20.0},
    "notificaties-achterstand": {
        "task": "mijnportaal.notificaties.tasks.notificaties_achterstand",
        "schedule": 5.0,  # the first retries come after seconds
    },
    "notificaties-opruimen": {"task": "mijnportaal.notificaties.tasks.notificaties_opruimen", "schedule": 86_400.0},
    "virusscan-achterstand": {"task": "mijnportaal.kern.tasks.scan_achterstand", "schedule": 20.0},
    "opslag-opruimen": {"task": "mijnportaal.kern.tasks.ruim_opslag_op", "schedule": 86_400.0},
    "betalingen-achterstand": {"task": "formulieren.betalen.tasks.betalingen_achterstand", "schedule": 60.0},
    "afspraken-achterstand": {"task": "formulieren.afspraken.tasks.afspraken_achterstand", "schedule": 60.0},
    "natrekken-achterstand": {"task": "formulieren.prefill.tasks.natrekken_achterstand", "schedule": 60.0},
    # At nine, so that nobody is woken by a reminder.
    "concepten-bewaren": {"task": "formulieren.tasks.concepten_bewaren", "schedule": crontab(hour=9, minute=0)},
    "uploads-opruimen": {"task": "formulieren.uploads.tasks.ruim_uploads_op", "schedule": 3600.0},
    "sessies-opruimen": {"task": "mijnportaal.accounts.tasks.ruim_sessies_op", "schedule": 3600.0},
}

AUTH_USER_MODEL = "accounts.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/inloggen/"
# Where someone begins after logging in; of a staff member with several profiles, the first that fits.
STARTPAGINAS = {
    "inwoner": "/mijn/",
    "behandelaar": "/werk/",
    "coordinator": "/werk/",
    "kcc": "/kcc/",
    "functioneel-beheer": "/beheer/",
    "archief": "/archief/",
}
# Everybody logs in at a provider: no passwords, no sign-up (docs/besluiten/0003-inloggen.md).
ACCOUNT_ADAPTER = "mijnportaal.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "mijnportaal.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
# Behind a proxy the visitor's address is in a header that only that proxy writes.
ALLAUTH_TRUSTED_PROXY_COUNT = (
    env.int("ACHTER_PROXY_AANTAL", default=1) if env.bool("ACHTER_PROXY", default=False) else 0
)
# Tokens of other systems (ZGW), in seconds: how far their clock may be off, at least five minutes, and how long ago a
# token may have been made.
ZGW_JWT_SPELING = env.int("ZGW_JWT_SPELING", default=300)
ZGW_JWT_MAX_LEEFTIJD = env.int("ZGW_JWT_MAX_LEEFTIJD", default=3600)
# A view without a policy: refused here, an error that stops the test run there.
BELEID_STRENG = False

# DigiD: 15 minutes without activity is the maximum (normen.md, section 0.3). AanmeldingMiddleware moves the end, at
# most once a minute; saving at every request would make each GET a write.
SESSION_COOKIE_AGE = 900
SESSION_COOKIE_NAME = "__Host-sessie"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-taal"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "mijnportaal.kern.views.csrf_fout"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("ACHTER_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Where notifications may be delivered (ZGW Notificaties): on https, outside our own network. CALLBACK_INTERN names the
# exceptions, as host ("zac.intern.example.nl") or network ("10.20.0.0/16"); CALLBACK_HTTP allows plain http.
# CALLBACK_ZONDER_AUTORISATIE are hosts that need not refuse a call without authorisation when they subscribe.
CALLBACK_HTTP = env.bool("CALLBACK_HTTP", default=False)
CALLBACK_INTERN = env.list("CALLBACK_INTERN", default=[])
CALLBACK_ZONDER_AUTORISATIE = env.list("CALLBACK_ZONDER_AUTORISATIE", default=[])
CALLBACK_SECONDEN = env.float("CALLBACK_SECONDEN", default=15.0)  # for a whole delivery, at most 60

# The ZGW APIs. An address in a message is ours when its host is that of SITE_URL, of the request, or one of these.
ZGW_EIGEN_HOSTS = env.list("ZGW_EIGEN_HOSTS", default=[])
# Registers of others that we may ask what stands behind an address: the beginnings of their addresses, how long we
# wait (seconds), and by host what goes into the header Authorization: a fixed key, or "client_id:secret" of ours there.
ZGW_ANDERE_REGISTERS = env.list("ZGW_ANDERE_REGISTERS", default=[])
ZGW_ANDERE_REGISTERS_WACHT = env.float("ZGW_ANDERE_REGISTERS_WACHT", default=5.0)
ZGW_ANDERE_REGISTERS_SLEUTELS = env.dict("ZGW_ANDERE_REGISTERS_SLEUTELS", default={})
ZGW_ANDERE_REGISTERS_CLIENTS = env.dict("ZGW_ANDERE_REGISTERS_CLIENTS", default={})
# How many resources expand hangs on one answer; what leads to more is refused.
ZGW_EXPAND_MEESTE = env.int("ZGW_EXPAND_MEESTE", default=10_000)
# A file that comes without content comes in parts of this many bytes; each has to fit in one request.
DOCUMENTEN_DEELOMVANG = env.int("DOCUMENTEN_DEELOMVANG", default=100_000_000)

# The base registries: settings/bronnen.py says which variables are read. A question may take BRON_SECONDEN in all, of
# which BRON_VERBINDEN to connect; after a failure a source is left alone for BRON_PAUZE seconds, and a page waits no
# longer than BRON_BLADZIJDE for all of them together.
BRONNEN = bronnen(env.ENVIRON)
BRON_SECONDEN = env.float("BRON_SECONDEN", default=3.0)
BRON_VERBINDEN = env.float("BRON_VERBINDEN", default=1.5)
BRON_PAUZE = env.float("BRON_PAUZE", default=10.0)
BRON_BLADZIJDE = env.float("BRON_BLADZIJDE", default=4.0)
# The woonplaatsen of the municipality (BAG, four digits): which addresses lie within it.
GEMEENTE_WOONPLAATSEN = env.list("GEMEENTE_WOONPLAATSEN", default=[])

# Paying through Mollie: the key (live_… or test_…) and where its API is. Without a key nobody can pay online. A visitor
# is sent to the checkout by a form, so the CSP has to allow its origin.
MOLLIE_SLEUTEL = env("MOLLIE_SLEUTEL", default="")
MOLLIE_ADRES = env("MOLLIE_ADRES", default="https://api.mollie.com")
BETAAL_OORSPRONGEN = env.list("BETAAL_OORSPRONGEN", default=["https://www.mollie.com"] if MOLLIE_SLEUTEL else [])

# The zaaktype that an imported form starts when nobody names one: that of the general contact form.
FORMULIER_ZAAKTYPE = env("FORMULIER_ZAAKTYPE", default="contact")

# The map: south-west and north-east corner of the municipality (latitude, longitude), and the address of the tiles with
# {z}, {x} and {y}. Without tiles the drawn map of the invented municipality is shown.
KAART = {
    "grenzen": ((52.085, 5.270), (52.115, 5.330)),
    "midden": (52.100, 5.300),
    "tegels": env("KAART_TEGELS", default=""),
}
# Identity providers: settings/inloggen.py says which variables are read. The CSP must let a login post to them; an
# address that a provider sends the visitor on to is added here.
INLOGDIENSTEN = inlogdiensten(env.ENVIRON)
INLOG_OORSPRONGEN = [*oorsprongen(INLOGDIENSTEN), *env.list("INLOG_OORSPRONGEN", default=[])]
SOCIALACCOUNT_PROVIDERS = {"nl_oidc": {"APPS": INLOGDIENSTEN}}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *env.list("KAART_OORSPRONGEN", default=[])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *INLOG_OORSPRONGEN, *BETAAL_OORSPRONGEN],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# The group that gets the zaken of a zaaktype that another system made, until somebody chooses; made on demand.
GROEP_NIEUWE_ZAAKTYPEN = env("GROEP_NIEUWE_ZAAKTYPEN", default="Nieuwe zaaktypen")
# Public installations of the selectielijst whose addresses mean our own rows; nothing is fetched there for those.
REFERENTIELIJSTEN_WORTELS = env.list(
    "REFERENTIELIJSTEN_WORTELS",
    default=[
        "https://selectielijst.openzaak.nl/api/v1",
        "https://referentielijsten-api.vng.cloud/api/v1",
        "https://referentielijsten.roxit.nl/api/v1",
    ],
)

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [BASIS_MAP / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_MAP / "static"
STATICFILES_DIRS = [BASIS_MAP / "static", BASIS_MAP / "frontend" / "dist"]
MEDIA_ROOT = VAR_MAP / "opslag"


def _opslag() -> dict[str, object]:
    """Return the storage of resident files: S3 when OPSLAG_BUCKET is set, else the file system under var/."""
    if not env("OPSLAG_BUCKET", default=""):
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("OPSLAG_BUCKET"),
            "endpoint_url": env("OPSLAG_ENDPOINT", default=None),
            "access_key": env("OPSLAG_SLEUTEL", default=None),
            "secret_key": env("OPSLAG_GEHEIM", default=None),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }


STORAGES = {
    "default": _opslag(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The virus scanner: clamd at "tcp://host:3310" or "unix:///run/clamav/clamd.ctl". Without one a file can be opened at
# once, and everywhere it says so; with one it waits until clamd has said that it is clean.
CLAMD_URL = env("CLAMD_URL", default="")
CLAMD_SECONDEN = env.float("CLAMD_SECONDEN", default=120.0)  # for one file
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = ["mijnportaal.kern.uploaden.BegrensdeUpload"]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_GEBRUIKER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_WACHTWOORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("EMAIL_AFZENDER", default=f"{GEMEENTE_NAAM} <{GEMEENTE_EMAIL}>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "root": {"handlers": ["console"], "level": env("LOGNIVEAU", default="INFO")},
    # Printing a PDF tells each step of the layout and each table of each font.
    # An address that we ask a source may name somebody, so its client never writes one down (S-32).
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
    },
}
