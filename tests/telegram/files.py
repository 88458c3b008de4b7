"""Files on the server: what people and the bot sent, by file id and by path."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.telegram.errors import Json, bad_request, not_found

DOWNLOAD_LIMIT = 20 * 1024 * 1024  # https://core.telegram.org/bots/api#getfile
UPLOAD_LIMIT = 50 * 1024 * 1024  # https://core.telegram.org/bots/api#sending-files
PHOTO_LIMIT = 10 * 1024 * 1024  # https://core.telegram.org/bots/api#sending-files

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
_FOLDERS: Mapping[str, tuple[str, str]] = {
    "photo": ("photos", ".jpg"),
    "document": ("documents", ""),
    "sticker": ("stickers", ".webp"),
    "voice": ("voice", ".oga"),
}


@dataclass(frozen=True)
class StoredFile:
    """One file; `kind` is photo, document, sticker or voice, and only methods of that kind take its id."""

    kind: str
    number: int
    data: bytes
    name: str
    mime_type: str
    size: int

    @property
    def id(self) -> str:
        """The file_id."""
        return f"{self.kind}-id-{self.number:06}"

    @property
    def path(self) -> str:
        """The file_path that getFile answers."""
        folder, suffix = _FOLDERS[self.kind]
        _, dot, extension = self.name.rpartition(".")
        return f"{folder}/file_{self.number}{suffix or (dot + extension)}"

    def described(self) -> Json:
        """The fields that every object about a file has."""
        return {"file_id": self.id, "file_unique_id": f"unique{self.number}", "file_size": self.size}

    def media(self) -> Json:
        """The field of Message that shows the file."""
        match self.kind:
            case "photo":
                return {"photo": [self.described() | {"width": 90, "height": 90}]}
            case "document":
                return {"document": self.described() | {"file_name": self.name, "mime_type": self.mime_type}}
            case "voice":
                return {"voice": self.described() | {"duration": 1, "mime_type": "audio/ogg"}}
            case _:
                look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
                return {"sticker": self.described() | look | {"emoji": self.name}}


class FileStore:
    """Every file of a world."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add(self, kind: str, data: bytes, name: str, mime_type: str = "", size: int | None = None) -> StoredFile:
        """Keeps a file; `size` may claim more than the data has, for the rules about large files."""
        stored = StoredFile(kind, len(self._files) + 1, data, name, mime_type, len(data) if size is None else size)
        self._files[stored.id] = stored
        return stored

    def upload(self, kind: str, data: bytes, name: str, mime_type: str) -> StoredFile:
        """Keeps what the bot uploads: not empty, not too large, and a picture when it is sent as a photo."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
            raise bad_request("file is too big")
        if kind == "photo" and not data.startswith(_PICTURES):
            raise bad_request("IMAGE_PROCESS_FAILED")
        return self.add(kind, data, name, mime_type)

    def by_id(self, file_id: str) -> StoredFile:
        """The file with this id; refused as the server refuses a foreign or mistyped one."""
        if file_id not in self._files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def again(self, kind: str, source: str) -> StoredFile:
        """The file to send again by its id; a link is refused, for a world has no internet."""
        if source.startswith(("http://", "https://")):
            raise bad_request("Failed to get HTTP URL content")
        stored = self._files.get(source)
        if stored is None:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def downloadable(self, file_id: str) -> StoredFile:
        """The file that getFile may hand out: at most 20 MB."""
        stored = self.by_id(file_id)
        if stored.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return stored

    def by_path(self, path: str) -> bytes:
        """The bytes at a file_path."""
        for stored in self._files.values():
            if stored.path == path:
                return stored.data
        raise not_found()
