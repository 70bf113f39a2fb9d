"""One page: what follows from what."""

from datetime import timedelta

from leapfrog import (
    best_sellers,
    brands,
    calls,
    case_pictures,
    census,
    chat,
    chat_reports,
    chat_search,
    clearing,
    concessions,
    contacts,
    door_cases,
    door_orders,
    drops,
    escrow,
    fediverse,
    follows,
    group_calls,
    live_location,
    lockers,
    market,
    mastodon,
    mirrors,
    moderation,
    moves,
    mutes,
    notifications,
    oauth,
    order_checks,
    orders,
    packets,
    papers,
    parcel_checks,
    parcels,
    pay,
    portability,
    posts,
    presales,
    private_notes,
    push,
    reviews,
    ride_pauses,
    ride_safety,
    ride_speeds,
    ride_ways,
    rides,
    rides_message,
    share_rewards,
    splits,
    stock,
    ticket_draws,
    ticket_sales,
    tickets,
    till,
    town_groups,
    towns,
    vending,
    wallet,
    warehouses,
    webhooks,
)
from leapfrog.chat import LeftConversation, ReadInAnotherTown, SaidToAnotherTown
from leapfrog.contacts import (
    BlockRemoved,
    CardChanged,
    ContactAsked,
    ContactRenamed,
    ContactsEnded,
    PeopleConnected,
)
from leapfrog.identity import (
    ClientAppsSignedOut,
    PersonErased,
    PersonJoined,
    ProfileChanged,
    drop_expired,
)
from leapfrog.kernel import jobs, throttle
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import ReactionToMany, Switchboard, reaction_handlers
from leapfrog.kernel.timers import Handlers, schedule
from leapfrog.reactions.meetings import met_by_invitation
from leapfrog.reactions.programs import (
    programs_hear_of_low_stock,
    programs_hear_of_orders,
    programs_hear_of_parcels,
    programs_hear_of_reviews,
    programs_hear_of_stock,
    secrets_outlast_staff,
)
from leapfrog.reactions.shop_desk import STAFF, go_on_following, questions_follow_staff


async def circles_are_made(db: Db, event: PersonJoined) -> None:
    await contacts.welcome(db, event.person_id)


async def invitation_is_followed(db: Db, event: PersonJoined) -> None:
    if event.invitation:
        await contacts.follow(db, event.person_id, event.invitation)


async def wallet_account_is_opened(db: Db, event: PersonJoined) -> None:
    await pay.open_wallet_account(db, event.person_id)


async def conversations_say_goodbye(db: Db, event: PersonErased) -> None:
    await chat.person_changed(db, event.person_id)


async def books_show_the_new_face(db: Db, event: ProfileChanged) -> None:
    await contacts.person_changed(db, event.person_id)


async def conversations_show_the_new_face(db: Db, event: ProfileChanged) -> None:
    await chat.person_changed(db, event.person_id)


async def conversation_has_the_new_name(db: Db, event: ContactRenamed) -> None:
    await chat.terms_changed(db, event.owner_id, event.person_id)


async def conversation_opens(db: Db, event: PeopleConnected) -> None:
    await chat.terms_changed(db, event.one_id, event.other_id)


async def invitation_is_answered(db: Db, event: PeopleConnected) -> None:
    if event.invited:
        await met_by_invitation(db, event.one_id, event.other_id)


async def conversation_closes(db: Db, event: ContactsEnded) -> None:
    await chat.terms_changed(db, event.by_id, event.other_id)


async def call_is_cut(db: Db, event: ContactsEnded) -> None:
    await calls.part(db, event.by_id, event.other_id)
    await group_calls.part(db, event.by_id, event.other_id)


async def places_are_shown_no_more(db: Db, event: ContactsEnded) -> None:
    await live_location.parted(db, event.by_id, event.other_id)


async def nobody_follows_who_blocked(db: Db, event: ContactsEnded) -> None:
    if (event.by_id, event.other_id) in await contacts.apart(db, [(event.by_id, event.other_id)]):
        await posts.parted(db, event.by_id, event.other_id)


async def review_is_judged(db: Db, event: moderation.ContentJudged) -> None:
    if event.kind == "review":
        await reviews.take_down(db, event.ref, down=event.down)


async def goods_are_judged(db: Db, event: moderation.ContentJudged) -> None:
    if event.kind == "item":
        await market.take_down_item(db, event.ref, down=event.down)
    elif event.kind == "shop":
        await market.limit_shop(db, event.ref, down=event.down)


async def trip_is_shared(db: Db, event: rides.RideBoarded) -> None:
    await ride_safety.share_with_chosen(db, event.ride_id)


async def followers_hear_of_the_end(db: Db, event: rides.RideLeft) -> None:
    await ride_safety.tell_followers(db, event.ride_id)


async def way_is_noted(db: Db, event: rides.RideLeft) -> None:
    await ride_ways.note_driven(db, event.ride_id)


async def nobody_follows_a_trip(db: Db, event: ContactsEnded) -> None:
    await ride_safety.part(db, event.by_id, event.other_id)


async def complaint_is_overturned(db: Db, event: moderation.ContentJudged) -> None:
    if event.kind in ("item", "shop") and not event.down:
        await brands.put_back(db, event.ref)


SWITCHBOARD: Switchboard = {
    rides.RideBoarded: [trip_is_shared],
    rides.RideLeft: [followers_hear_of_the_end, way_is_noted],
    PersonJoined: [circles_are_made, invitation_is_followed, wallet_account_is_opened],
    PersonErased: [
        conversations_say_goodbye,
        moves.person_is_erased,
        mirrors.spare_owner_is_erased,
    ],
    ClientAppsSignedOut: [oauth.client_apps_are_signed_out],
    ContactRenamed: [conversation_has_the_new_name],
    ContactAsked: [towns.request_is_sent],
    CardChanged: [towns.card_is_told],
    SaidToAnotherTown: [
        ReactionToMany(town_groups.message_is_told),
        ReactionToMany(private_notes.note_is_sent),
    ],
    fediverse.ActivityLost: [private_notes.note_is_lost],
    ReadInAnotherTown: [ReactionToMany(town_groups.mark_is_told)],
    town_groups.WishedElsewhere: [town_groups.wish_is_sent],
    LeftConversation: [live_location.somebody_left, group_calls.member_is_out],
    PeopleConnected: [conversation_opens, invitation_is_answered, towns.connection_is_told],
    ContactsEnded: [
        conversation_closes,
        call_is_cut,
        places_are_shown_no_more,
        nobody_follows_a_trip,
        nobody_follows_who_blocked,
        fediverse.block_is_told,
        towns.end_is_told,
    ],
    BlockRemoved: [fediverse.unblock_is_told],
    ProfileChanged: [
        books_show_the_new_face,
        conversations_show_the_new_face,
        fediverse.face_is_told,
        towns.name_is_told,
    ],
    posts.PostPublished: [fediverse.post_is_told],
    posts.PostEdited: [fediverse.edit_is_told],
    posts.PostDeleted: [fediverse.deletion_is_told],
    posts.PostLiked: [fediverse.like_is_told],
    posts.PollVoted: [fediverse.vote_is_told],
    escrow.EscrowChanged: [
        orders.money_changed,
        orders.after_money,
        presales.deposit_moved,
        share_rewards.reward_follows_money,
        programs_hear_of_orders,
        tickets.money_came_back,
        concessions.line_came_back,
        papers.after_refund,
    ],
    follows.PersonFollowed: [fediverse.follow_is_told],
    posts.PostSettingsChanged: [fediverse.face_is_told],
    moderation.ContentJudged: [
        review_is_judged,
        goods_are_judged,
        complaint_is_overturned,
    ],
    moderation.ContentReported: [fediverse.report_is_told],
    notifications.NotificationsAdded: [mastodon.push_notifications],
    parcels.ParcelChanged: [
        orders.parcel_moved,
        door_orders.door_parcel_moved,
        programs_hear_of_parcels,
        lockers.locker_hears_of_parcel,
    ],
    till.StaffChanged: [questions_follow_staff, secrets_outlast_staff],
    reviews.ReviewWritten: [programs_hear_of_reviews],
    stock.PoolTurned: [
        market.stock_has_turned,
        drops.pool_turned,
        presales.presale_pool_turned,
        programs_hear_of_stock,
        warehouses.watched_stock_has_turned,
    ],
    warehouses.StockRanLow: [programs_hear_of_low_stock],
    towns.TownSaidOfMoney: [clearing.word_is_heard],
    towns.MoneyWordBounced: [clearing.word_is_bounced],
    pay.BankMoneyCame: [clearing.bank_money_is_placed],
    clearing.SettlementUnpaid: [clearing.settlement_is_unpaid],
    clearing.PartnerDayCame: [
        clearing.account_is_checked,
        clearing.open_payments_are_asked_for,
        clearing.sums_are_told,
        clearing.what_is_owed_is_settled,
    ],
}


SWEEP = "sweep"
SWEEP_EVERY = timedelta(hours=1)


async def sweep_expired(db: Db, ref: str, _body: object) -> None:
    """Old sessions, challenges, links, invitations, guesses and holds are dead already, uploads
    never sent are no use, reports are kept long enough: this only tidies, and counts what there is.
    """
    await throttle.drop_idle(db)
    await drop_expired(db)
    await push.drop_expired(db)
    await contacts.drop_expired(db)
    await chat.drop_unused(db)
    await chat_reports.drop_old_reports(db)
    await calls.drop_old(db)
    await group_calls.drop_old(db)
    await notifications.drop_old(db)
    await mutes.drop_expired(db)
    await posts.drop_expired(db)
    await moderation.drop_old_reports(db)
    await census.take(db)
    await fediverse.tidy(db)
    await towns.tidy(db)
    await town_groups.tidy(db)
    await private_notes.tidy(db)
    await mastodon.drop_expired(db)
    await oauth.drop_expired(db)
    await stock.tidy(db)
    await pay.drop_expired(db)
    await till.drop_expired(db)
    await orders.drop_expired(db)
    await door_orders.drop_expired(db)
    await share_rewards.drop_opened(db, db.now - 2 * share_rewards.COUNTS_FOR)
    await order_checks.count_aged(db)
    await parcels.drop_expired(db)
    await webhooks.drop_expired(db)
    await rides.drop_expired(db)
    await rides_message.drop_expired(db)
    await ride_safety.drop_expired(db)
    await ride_pauses.drop_expired(db)
    await ride_speeds.drop_expired(db)
    await schedule(db, SWEEP, ref, db.now + SWEEP_EVERY)


DUE: Handlers = {
    SWEEP: sweep_expired,
    chat_search.INDEX: chat_search.index,
    push.HELD: push.release,
    STAFF: go_on_following,
    **jobs.TIMERS,
    **calls.TIMERS,
    **group_calls.TIMERS,
    **live_location.TIMERS,
    **portability.TIMERS,
    **moves.TIMERS,
    **mirrors.TIMERS,
    **posts.TIMERS,
    **fediverse.TIMERS,
    **towns.TIMERS,
    **clearing.TIMERS,
    **town_groups.TIMERS,
    **private_notes.TIMERS,
    **wallet.TIMERS,
    **pay.TIMERS,
    **escrow.TIMERS,
    **packets.TIMERS,
    **splits.TIMERS,
    **parcels.TIMERS,
    **parcel_checks.TIMERS,
    **market.TIMERS,
    **brands.TIMERS,
    **webhooks.TIMERS,
    **orders.TIMERS,
    **door_orders.TIMERS,
    **door_cases.TIMERS,
    **case_pictures.TIMERS,
    **order_checks.TIMERS,
    **best_sellers.TIMERS,
    **drops.TIMERS,
    **presales.TIMERS,
    **share_rewards.TIMERS,
    **warehouses.TIMERS,
    **vending.TIMERS,
    **lockers.TIMERS,
    **rides.TIMERS,
    **ride_safety.TIMERS,
    **tickets.TIMERS,
    **ticket_draws.TIMERS,
    **ticket_sales.TIMERS,
    **reaction_handlers(SWITCHBOARD),
}
