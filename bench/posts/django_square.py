"""Runs among the packages of `bench.posts.peer_django`: the smallest honest implementation of the
same reads with Django's ORM, as its documentation teaches it. Home timelines are filled on write
and counters stand in the row, so it has less to do than ours.

`django_square.py DSN` makes the database `square`; as `django_square:application` it is served.
"""

import json
import os
import sys
from urllib.parse import parse_qs, urlsplit

import django
import psycopg
from django.conf import settings

DSN = os.environ.get("BENCH_DSN") or sys.argv[1]
QUERY = parse_qs(urlsplit(DSN).query)
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
    ],
    MIDDLEWARE=[
        # Says how long an answer is; else gunicorn sends it in pieces, which who asks cannot read.
        "django.middleware.common.CommonMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "square",
            "USER": "leapfrog",
            "HOST": QUERY["host"][0],
            "PORT": QUERY["port"][0],
            "CONN_MAX_AGE": None,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

# What has models can only be imported now.
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Exists, OuterRef, Q  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from story import AUTHORS, POSTS, posted, said  # noqa: E402


class Post(models.Model):
    author = models.ForeignKey(User, models.CASCADE)
    of = models.ForeignKey("self", models.CASCADE, null=True)
    at = models.DateTimeField(db_index=True)
    text = models.TextField()
    content = models.JSONField(default=dict)
    likes = models.IntegerField(default=0)
    comments = models.IntegerField(default=0)
    reposts = models.IntegerField(default=0)

    class Meta:
        app_label = "square"


class Home(models.Model):
    owner = models.ForeignKey(User, models.CASCADE)
    post = models.ForeignKey(Post, models.CASCADE)
    at = models.DateTimeField()

    class Meta:
        app_label = "square"
        indexes = (models.Index(fields=["owner", "-at", "-post"]),)


class Follow(models.Model):
    follower = models.ForeignKey(User, models.CASCADE, related_name="+")
    followed = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        app_label = "square"
        unique_together = ("follower", "followed")


class Like(models.Model):
    person = models.ForeignKey(User, models.CASCADE)
    post = models.ForeignKey(Post, models.CASCADE)

    class Meta:
        app_label = "square"
        unique_together = ("person", "post")


class Save(models.Model):
    person = models.ForeignKey(User, models.CASCADE)
    post = models.ForeignKey(Post, models.CASCADE)

    class Meta:
        app_label = "square"
        unique_together = ("person", "post")


class Apart(models.Model):
    """One muted or blocked the other."""

    one = models.ForeignKey(User, models.CASCADE, related_name="+")
    other = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        app_label = "square"
        unique_together = ("one", "other")


MODELS = (Post, Home, Follow, Like, Save, Apart)


def home(request: HttpRequest) -> JsonResponse:
    me = request.user
    if not me.is_authenticated:
        return JsonResponse({"error": "sign in"}, status=401)
    about = {"person": me, "post": OuterRef("post_id")}
    apart = Apart.objects.filter(
        Q(one=me, other=OuterRef("post__author_id")) | Q(one=OuterRef("post__author_id"), other=me)
    )
    rows = (
        Home.objects.filter(~Exists(apart), owner=me)
        .select_related("post__author", "post__of__author")
        .annotate(
            liked=Exists(Like.objects.filter(**about)),
            saved=Exists(Save.objects.filter(**about)),
            follows=Exists(
                Follow.objects.filter(follower=me, followed=OuterRef("post__author_id"))
            ),
        )
        .order_by("-at", "-post")[:20]
    )
    return JsonResponse({"posts": [shown(row) for row in rows]})


def shown(row: Home) -> dict[str, object]:
    made = shape(row.post) | {"liked": row.liked, "saved": row.saved, "follows": row.follows}
    return made | {"of": shape(row.post.of)} if row.post.of else made


def shape(post: Post) -> dict[str, object]:
    author = post.author
    return {
        "id": post.pk,
        "author": {"id": author.pk, "handle": author.username, "name": author.first_name},
        "at": post.at,
        "text": post.text,
        "content": post.content,
        "likes": post.likes,
        "comments": post.comments,
        "reposts": post.reposts,
    }


urlpatterns = [
    path("home", home),
    path("healthz", lambda request: JsonResponse({})),
]
application = get_wsgi_application()


def prepare() -> str:
    """Makes and fills the database; answers the reader's session."""
    with psycopg.connect(DSN, autocommit=True) as server:
        server.execute("drop database if exists square")
        server.execute("create database square")
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    people = User.objects.bulk_create(
        [User(username=f"bench_{n}", first_name=f"Person {n}") for n in range(AUTHORS + 1)]
    )
    reader, *authors = people
    Follow.objects.bulk_create([Follow(follower=reader, followed=one) for one in authors])
    made = [
        Post(author=authors[n % AUTHORS], at=posted(n), text=said(n), likes=27, comments=6)
        for n in range(POSTS)
    ]
    Post.objects.bulk_create(made, batch_size=2000)
    reposts = made[:-10:10]
    for n, post in enumerate(reposts):
        post.of = made[n * 10 + 5]
    Post.objects.bulk_update(reposts, ["of"], batch_size=2000)
    homes = [Home(owner=reader, post=post, at=post.at) for post in made]
    Home.objects.bulk_create(homes, batch_size=2000)
    Like.objects.bulk_create([Like(person=reader, post=post) for post in made[::10]])
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    print(json.dumps({"session": prepare()}))
