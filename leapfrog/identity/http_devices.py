from litestar.handlers import HTTPRouteHandler

device_routes: list[HTTPRouteHandler] = []
