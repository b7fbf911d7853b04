"""What a loss of power leaves of a directory: of everything that was not synced, by chance, all, nothing or a part."""

from dataclasses import dataclass, field

from witness import ALLOCATE, CREATE, REMOVE, RENAME, SEND, SYNC, TRUNCATE, WRITE, ZERO

SECTOR_BYTES = 512

@dataclass(eq=False)
class File:
    """A file: what is safe of it, and the calls whose effect is not."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list = field(default_factory=list)

    def settle(self, calls):
        """A sync has made these calls safe."""
        for call in calls:
            _apply(self.durable, call)
            self.pending.remove(call)

    @property
    def content(self):
        """What is read of it."""
        content = bytearray(self.durable)
        for call in self.pending:
            _apply(content, call)
        return content

    def after_cut(self, random):
        """What is left of it: a sector is there or not, as a whole; a cut of the file too."""
        way = random.choice(["nothing", "everything", "front", "sectors"])
        kept = len(self.pending) if way in ("everything", "sectors") else 0
        if way == "front" and self.pending:
            kept = random.randint(1, len(self.pending))
        content = bytearray(self.durable)
        for index, call in enumerate(self.pending[:kept]):
            if way == "everything" or way == "front" and index < kept - 1:
                _apply(content, call)
            else:
                _apply_torn(content, call, random)
        return content


@dataclass(frozen=True)
class Change:
    """A name that was given to a file or taken from it."""

    file: File
    old: str | None
    new: str | None

    def apply(self, names):
        """Does it to the names of a directory."""
        if self.old is not None and names.get(self.old) is self.file:
            del names[self.old]
        if self.new is not None:
            names[self.new] = self.file


class Storage:
    """A directory and its files, as far as they are safe and as they are read, after some moments of a run."""

    def __init__(self, number, found):
        """Begins with what was found, all of it safe: the directory's number, and by name each file's and its content."""
        self._directory = number
        self._files = {file: File(bytearray(content)) for file, content in found.values()}
        self._names = {name: self._files[file] for name, (file, _) in found.items()}
        self._durable_names = dict(self._names)
        self._changes = []
        self._ended = set()
        self._covered = {}

    def take(self, moment):
        """Goes on by a moment."""
        if moment.is_end:
            self._end(moment.call)
        else:
            self._begin(moment.call)

    @property
    def contents(self):
        """What is read, by name."""
        return {name: bytes(file.content) for name, file in self._names.items()}

    def after_cut(self, random):
        """What is left when the power fails now, by name."""
        names = dict(self._durable_names)
        for change in self._surviving_changes(random):
            change.apply(names)
        return {name: bytes(file.after_cut(random)) for name, file in sorted(names.items())}

    # The same way as the simulated disk does: a front of what was done, or for each file by itself a front.
    def _surviving_changes(self, random):
        changes = [change for _, change in self._changes]
        if random.random() < 0.5:
            return changes[:random.randint(0, len(changes))]
        lost, kept = set(), []
        for change in changes:
            if random.random() < 0.25:
                lost.add(change.file)
            if change.file not in lost:
                kept.append(change)
        return kept

    def _begin(self, call):
        if call.operation in (WRITE, ZERO, ALLOCATE, TRUNCATE):
            self._files[call.file].pending.append(call)
        elif call.operation == SYNC:
            self._covered[call] = self._what_has_ended(call.file)
        elif change := self._change(call):
            change.apply(self._names)
            self._changes.append((call, change))

    def _change(self, call):
        if call.operation == CREATE and call.names[0] not in self._names:
            return Change(File(), None, call.names[0])
        if call.operation == RENAME and call.names[0] in self._names:
            return Change(self._names[call.names[0]], *call.names)
        if call.operation == REMOVE and call.names[0] in self._names:
            return Change(self._names[call.names[0]], call.names[0], None)
        return None

    def _what_has_ended(self, file):
        if file == self._directory:
            return [pair for pair in self._changes if pair[0] in self._ended]
        return [call for call in self._files[file].pending if call in self._ended]

    def _end(self, call):
        self._ended.add(call)
        # No disk of these tests is full or broken; of what failed nobody could say how much was done.
        assert call.result >= 0 or call.operation in (SEND, CREATE, REMOVE), f"{call} failed"
        if call.operation == WRITE:
            assert call.result == len(call.content), f"{call} was short"
        elif call.operation == CREATE:
            made = [change for begun, change in self._changes if begun is call]
            if made:
                assert call.result >= 0, f"{call} failed"
                self._files[call.file] = made[0].file
        elif call.operation == SYNC:
            self._settle(call.file, self._covered.pop(call))

    def _settle(self, file, covered):
        if file != self._directory:
            # Another sync may have been faster.
            pending = self._files[file].pending
            self._files[file].settle([call for call in covered if call in pending])
            return
        for pair in covered:
            if pair in self._changes:
                pair[1].apply(self._durable_names)
                self._changes.remove(pair)


def _apply(content, call):
    if call.operation == TRUNCATE:
        del content[call.length:]
        content.extend(bytes(call.length - len(content)))
    elif call.operation == ALLOCATE:
        content.extend(bytes(max(0, call.offset + call.length - len(content))))
    else:
        _put(content, call.offset, call.data)


def _apply_torn(content, call, random):
    if call.operation in (TRUNCATE, ALLOCATE):
        if random.random() < 0.5:
            _apply(content, call)
        return
    data, end = call.data, call.offset + call.length
    for sector in range(call.offset // SECTOR_BYTES * SECTOR_BYTES, end, SECTOR_BYTES):
        if random.random() < 0.5:
            first, last = max(sector, call.offset), min(sector + SECTOR_BYTES, end)
            _put(content, first, data[first - call.offset:last - call.offset])


def _put(content, offset, data):
    content.extend(bytes(max(0, offset - len(content))))
    content[offset:offset + len(data)] = data
