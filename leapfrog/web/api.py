"""Every route below `/api/v1`, module by module."""

from litestar import Router
from litestar.handlers import HTTPRouteHandler

import leapfrog.address_forms.http as address_forms_http
import leapfrog.backup.http as backup_http
import leapfrog.brands.http as brands_http
import leapfrog.calls.http as calls_http
import leapfrog.case_pictures.http as case_pictures_http
import leapfrog.catalogues.http as catalogues_http
import leapfrog.chat.http as chat_http
import leapfrog.chat_archives.http as chat_archives_http
import leapfrog.chat_files.http as chat_files_http
import leapfrog.chat_highlights.http as chat_highlights_http
import leapfrog.chat_reports.http as chat_reports_http
import leapfrog.chat_search.http as chat_search_http
import leapfrog.clearing.http as clearing_http
import leapfrog.consolidation.http as consolidation_http
import leapfrog.contacts.http as contacts_http
import leapfrog.coupons.http as coupons_http
import leapfrog.door_cases.http as door_cases_http
import leapfrog.door_orders.http as door_orders_http
import leapfrog.door_receipts.http as door_receipts_http
import leapfrog.driver_days.http as driver_days_http
import leapfrog.drops.http as drops_http
import leapfrog.fediverse.http as fediverse_http
import leapfrog.follows.http as follows_http
import leapfrog.group_calls.http as group_calls_http
import leapfrog.identity.http as identity_http
import leapfrog.imports.http as imports_http
import leapfrog.imports.http_parts as imports_parts_http
import leapfrog.live_location.http as live_location_http
import leapfrog.lockers.http as lockers_http
import leapfrog.market.http as market_http
import leapfrog.market_news.http as market_news_http
import leapfrog.mastodon.http as mastodon_http
import leapfrog.mirrors.http as mirrors_http
import leapfrog.moderation.http as moderation_http
import leapfrog.moves.http as moves_http
import leapfrog.mutes.http as mutes_http
import leapfrog.notifications.http as notifications_http
import leapfrog.order_checks.http as order_checks_http
import leapfrog.orders.http as orders_http
import leapfrog.packets.http as packets_http
import leapfrog.papers.http as papers_http
import leapfrog.parcels.http as parcels_http
import leapfrog.pay.http as pay_http
import leapfrog.payment_history.http as payment_history_http
import leapfrog.places.http as places_http
import leapfrog.portability.http as portability_http
import leapfrog.post_archives.http as post_archives_http
import leapfrog.post_media.http as post_media_http
import leapfrog.posts.http as posts_http
import leapfrog.presales.http as presales_http
import leapfrog.presents.http as presents_http
import leapfrog.private_notes.http as private_notes_http
import leapfrog.push.http as push_http
import leapfrog.ranks.http as ranks_http
import leapfrog.reviews.http as reviews_http
import leapfrog.ride_calls.http as ride_calls_http
import leapfrog.ride_estimates.http as ride_estimates_http
import leapfrog.ride_pauses.http as ride_pauses_http
import leapfrog.ride_payers.http as ride_payers_http
import leapfrog.ride_safety.http as ride_safety_http
import leapfrog.ride_speeds.http as ride_speeds_http
import leapfrog.ride_terms.http as ride_terms_http
import leapfrog.ride_ways.http as ride_ways_http
import leapfrog.ride_wishes.http as ride_wishes_http
import leapfrog.rides.http as rides_http
import leapfrog.rides_desk.http as rides_desk_http
import leapfrog.rides_dispute.http as rides_dispute_http
import leapfrog.rides_message.http as rides_message_http
import leapfrog.rides_rating.http as rides_rating_http
import leapfrog.share_rewards.http as share_rewards_http
import leapfrog.splits.http as splits_http
import leapfrog.ticket_draws.http as ticket_draws_http
import leapfrog.ticket_gates.http as ticket_gates_http
import leapfrog.ticket_pages.http as ticket_pages_http
import leapfrog.ticket_parties.http as ticket_parties_http
import leapfrog.ticket_sales.http as ticket_sales_http
import leapfrog.ticket_waiting.http as ticket_waiting_http
import leapfrog.tickets.http as tickets_http
import leapfrog.till.http as till_http
import leapfrog.timelines.http as timelines_http
import leapfrog.topics.http as topics_http
import leapfrog.town_groups.http as town_groups_http
import leapfrog.towns.http as towns_http
import leapfrog.trader_question.http as trader_question_http
import leapfrog.vending.http as vending_http
import leapfrog.vouchers.http as vouchers_http
import leapfrog.wallet.http as wallet_http
import leapfrog.warehouses.http as warehouses_http
import leapfrog.webhooks.http as webhooks_http
from leapfrog.web import asking, cards, chat_settings, sharing

API: list[HTTPRouteHandler | Router] = [
    *identity_http.routes,
    *push_http.routes,
    *contacts_http.routes,
    *calls_http.routes,
    *group_calls_http.routes,
    *chat_http.routes,
    *chat_archives_http.routes,
    *chat_files_http.routes,
    *chat_highlights_http.routes,
    *live_location_http.routes,
    *chat_reports_http.routes,
    *chat_search_http.routes,
    *mutes_http.routes,
    *notifications_http.routes,
    *follows_http.routes,
    *post_media_http.routes,
    *posts_http.routes,
    *topics_http.routes,
    *timelines_http.routes,
    *post_archives_http.routes,
    *catalogues_http.routes,
    *address_forms_http.routes,
    *papers_http.routes,
    *consolidation_http.routes,
    *imports_http.routes,
    *imports_parts_http.routes,
    *moderation_http.routes,
    *fediverse_http.routes,
    *towns_http.routes,
    *town_groups_http.routes,
    *private_notes_http.routes,
    *mastodon_http.routes,
    *chat_settings.routes,
    *sharing.routes,
    *asking.routes,
    *portability_http.routes,
    *moves_http.routes,
    *mirrors_http.routes,
    *wallet_http.routes,
    *pay_http.routes,
    *clearing_http.routes,
    *backup_http.routes,
    *packets_http.routes,
    *till_http.routes,
    *splits_http.routes,
    *market_http.routes,
    *market_news_http.routes,
    *brands_http.routes,
    *webhooks_http.routes,
    *coupons_http.routes,
    *parcels_http.routes,
    *warehouses_http.routes,
    *orders_http.routes,
    *door_orders_http.routes,
    *door_receipts_http.routes,
    *door_cases_http.routes,
    *case_pictures_http.routes,
    *presents_http.routes,
    *presales_http.routes,
    *share_rewards_http.routes,
    *trader_question_http.routes,
    *order_checks_http.routes,
    *reviews_http.routes,
    *drops_http.routes,
    *vending_http.routes,
    *lockers_http.routes,
    *ranks_http.routes,
    *ride_estimates_http.routes,
    *ride_payers_http.routes,
    *ride_terms_http.routes,
    *ride_wishes_http.routes,
    *ride_pauses_http.routes,
    *ride_speeds_http.routes,
    *driver_days_http.routes,
    *rides_http.routes,
    *ride_safety_http.routes,
    *ride_ways_http.routes,
    *rides_desk_http.routes,
    *rides_dispute_http.routes,
    *rides_message_http.routes,
    *ride_calls_http.routes,
    *rides_rating_http.routes,
    *payment_history_http.routes,
    *tickets_http.routes,
    *ticket_draws_http.routes,
    *ticket_gates_http.routes,
    *ticket_pages_http.routes,
    *ticket_parties_http.routes,
    *ticket_sales_http.routes,
    *ticket_waiting_http.routes,
    *vouchers_http.routes,
    *places_http.routes,
    *cards.routes,
]
