"""`/api/reference`: the API's document as a page, by Swagger UI, which is served from here. The
client's build puts its files into `leapfrog/static/reference`.
"""

import secrets

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.kernel.http import AnyRequest
from leapfrog.web.pages import POLICY, static_file

PLACE = "/api/reference"
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leapfrog API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="{PLACE}/swagger-ui.css">
<script src="{PLACE}/swagger-ui-bundle.js" defer></script>
<script src="{PLACE}/start.js" defer></script>
</head>
<body>
<noscript>This page needs JavaScript;
<a href="/api/v1/openapi/openapi.json">the document itself</a> does not.</noscript>
<main id="reference"></main>
</body>
</html>
"""


@get(PLACE, include_in_schema=False)
async def read_reference() -> Response[bytes]:
    """The page, which is the same for everybody and needs no session."""
    policy = POLICY.format(nonce=secrets.token_urlsafe(12))
    headers = {"content-security-policy": policy, "cache-control": "no-cache"}
    return Response(PAGE.encode(), media_type="text/html; charset=utf-8", headers=headers)


@get(f"{PLACE}/{{name:str}}", include_in_schema=False)
async def read_reference_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """A file that the page loads. Raises `NotFound`."""
    return static_file(request, f"reference/{name}", "no-cache")


routes: list[HTTPRouteHandler] = [read_reference, read_reference_file]
