"""The connection to the client: what ``pygls`` leaves undone of the protocol."""

import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

_logger = logging.getLogger(__name__)


class Connection(LanguageServerProtocol):
    """Answers each request, also one that comes too early, too late, or cannot be read; forgets what is done."""

    @property
    def was_shut_down(self) -> bool:
        """Whether the client has said that it needs the server no more."""
        return self._shutdown

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return the message that ``data`` is; a request that is none is answered with an error."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if isinstance(data.get("id"), int | str) and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Hand ``message`` to what minds it; a request out of its order is answered with an error."""
        method = getattr(message, "method", None)
        problem = self._problem(method)
        if method is None or method == types.EXIT or problem is None:
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=problem)
        else:
            _logger.warning("passed over %s: %s", method, problem.message)

    def _problem(self, method: str | None) -> types.ResponseError | None:
        if self._workspace is None and method != types.INITIALIZE:
            return types.ResponseError(types.ErrorCodes.ServerNotInitialized.value, "the server is not initialized")
        if self._shutdown or (method == types.INITIALIZE and self._workspace is not None):
            return types.ResponseError(types.ErrorCodes.InvalidRequest.value, f"it is too late for {method}")
        return None

    def _handle_notification(self, method_name: str, params: Any) -> None:
        super()._handle_notification(method_name, params)
        # pygls keeps the outcome of each notification for good.
        for identity in [identity for identity, future in self._request_futures.items() if future.done()]:
            del self._request_futures[identity]
