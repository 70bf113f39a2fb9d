"""Runs among the packages of `bench.peer_oscar`: `oscar_orders.py DSN prepare` makes a database
with a shop's product, `oscar_orders.py DSN ORDERS` places so many orders of one piece each, by
Oscar's own basket, totals and `OrderCreator`, as its checkout does; prints seconds of this
process's CPU.
"""

import sys
import time
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings
from oscar import defaults

DSN, WHAT = sys.argv[1:3]
QUERY = parse_qs(urlsplit(DSN).query)
OSCAR = ("Analytics", "Checkout", "Address", "Shipping", "Catalogue", "Communication", "Partner")
OSCAR += ("Basket", "Payment", "Offer", "Order", "Customer", "Search", "Voucher", "Wishlists")
DESK = ("Reports", "Users", "Orders", "Catalogue", "Offers", "Partners", "Pages", "Ranges")
DESK += ("Reviews", "Vouchers", "Communications", "Shipping")
settings.configure(
    **{name: getattr(defaults, name) for name in dir(defaults) if name.startswith("OSCAR")},
    SECRET_KEY="bench",
    INSTALLED_APPS=[
        *(f"django.contrib.{one}" for one in ("contenttypes", "auth", "sessions", "messages")),
        *("django.contrib.sites", "django.contrib.flatpages", "treebeard"),
        "oscar.config.Shop",
        "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
        *(f"oscar.apps.{one.lower()}.apps.{one}Config" for one in OSCAR),
        "oscar.apps.dashboard.apps.DashboardConfig",
        *(f"oscar.apps.dashboard.{one.lower()}.apps.{one}DashboardConfig" for one in DESK),
        *("haystack", "django_tables2", "widget_tweaks"),
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "oscar",
            "USER": "leapfrog",
            "HOST": QUERY["host"][0],
            "PORT": QUERY["port"][0],
            "ATOMIC_REQUESTS": True,
        }
    },
    HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    ROOT_URLCONF=__name__,
    SITE_ID=1,
    USE_TZ=True,
)
django.setup()
urlpatterns: list[object] = []

# What has models can only be imported now.
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from oscar.core.loading import get_class, get_model  # noqa: E402

Basket, Order = get_model("basket", "Basket"), get_model("order", "Order")
Product, StockRecord = get_model("catalogue", "Product"), get_model("partner", "StockRecord")
PLENTY = 900_000


def prepare() -> None:
    call_command("migrate", verbosity=0)
    kind = get_model("catalogue", "ProductClass").objects.create(name="Lamp", track_stock=True)
    product = Product.objects.create(title="Lamp", product_class=kind, structure="standalone")
    StockRecord.objects.create(
        partner=get_model("partner", "Partner").objects.create(name="Bench"),
        product=product,
        partner_sku="lamp",
        price_currency="EUR",
        price=Decimal("1.00"),
        num_in_stock=PLENTY,
    )
    User.objects.create_user("bench")


def place(user: User, product: object) -> None:
    """One piece: into a basket, totalled, ordered and taken of the stock, in one transaction."""
    with transaction.atomic():
        basket = Basket.objects.create(owner=user)
        basket.strategy = get_class("partner.strategy", "Selector")().strategy(user=user)
        basket.add_product(product, 1)
        method = get_class("shipping.methods", "Free")()
        charge = method.calculate(basket)
        total = get_class("checkout.calculators", "OrderTotalCalculator")().calculate(
            basket, charge
        )
        number = get_class("order.utils", "OrderNumberGenerator")().order_number(basket)
        get_class("order.utils", "OrderCreator")().place_order(
            basket=basket,
            total=total,
            shipping_method=method,
            shipping_charge=charge,
            user=user,
            order_number=number,
        )
        basket.submit()


def main() -> None:
    if WHAT == "prepare":
        prepare()
        return
    user, product, orders = User.objects.get(), Product.objects.get(), int(WHAT)
    # Whoever comes first finds classes unread.
    place(user, product)
    before, began = Order.objects.count(), time.process_time()
    for _ in range(orders):
        place(user, product)
    spent = time.process_time() - began
    assert Order.objects.count() == before + orders
    stock = StockRecord.objects.get()
    assert PLENTY - stock.net_stock_level == before + orders, "the stock does not follow the orders"
    print(spent)


if __name__ == "__main__":
    main()
