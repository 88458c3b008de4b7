"""Methods that receive updates: long polling, or a webhook."""

from typing import TYPE_CHECKING

from tests.telegram.errors import Json
from tests.telegram.rules import check_range, check_webhook
from tests.telegram.updates import Webhook

if TYPE_CHECKING:
    from tests.telegram.world import World

LONGEST_POLL = 50  # ClientParameters.h: a longer timeout is cut to 50 seconds


class UpdateMethods:
    """getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def get_updates(self, params: Json) -> list[Json]:
        """https://core.telegram.org/bots/api#getupdates."""
        limit, timeout = params.get("limit", 100), params.get("timeout", 0)
        check_range("limit", limit, 1, 100)
        check_range("timeout", timeout, 0, 3600)
        self.world.updates.allow(params.get("allowed_updates"))
        return await self.world.updates.poll(params.get("offset", 0), limit, min(timeout, LONGEST_POLL))

    async def set_webhook(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setwebhook; without a url it removes the webhook."""
        if not params.get("url"):
            return await self.delete_webhook(params)
        check_webhook(params)
        updates = self.world.updates
        updates.allow(params.get("allowed_updates"))
        updates.abort_poll("terminated by setWebhook request")
        updates.webhook = Webhook(
            params["url"],
            params.get("secret_token"),
            params.get("ip_address"),
            params.get("max_connections", 40),
        )
        self._drop(params)
        return True

    async def delete_webhook(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#deletewebhook."""
        self.world.updates.webhook = Webhook()
        self._drop(params)
        return True

    def _drop(self, params: Json) -> None:
        if params.get("drop_pending_updates"):
            self.world.updates.drop()
        self.world.signal.fire()

    async def get_webhook_info(self, _: Json) -> Json:
        """https://core.telegram.org/bots/api#getwebhookinfo."""
        updates, hook = self.world.updates, self.world.updates.webhook
        info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
        optional = {
            "max_connections": hook.max_connections if hook.url else None,
            "ip_address": hook.ip_address,
            "last_error_date": hook.last_error_date or None,
            "last_error_message": hook.last_error,
            "allowed_updates": updates.explicit,
        }
        return info | {name: value for name, value in optional.items() if value is not None}
