from mijnportaal.notificaties.api import BRONNEN, NOTIFICATIES
from mijnportaal.zgw.routes import paden, rest

urlpatterns = [*paden(BRONNEN), rest(NOTIFICATIES)]
