from litestar.handlers import HTTPRouteHandler

profile_routes: list[HTTPRouteHandler] = []
