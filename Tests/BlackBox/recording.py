"""A run of the program that is written down call by call, so that it can be cut off at any moment."""

from power import Storage
from witness import ZERO, read_trace


class Recording:
    """A run of the program on a directory."""

    def __init__(self, witness, directory, trace):
        """What lies in the directory now is safe."""
        self.settings = witness.settings(trace)
        self.moments = []
        self._directory = directory
        self._number = directory.stat().st_ino
        self._found = {path.name: (path.stat().st_ino, path.read_bytes()) for path in _files(directory)}
        self._trace = trace

    def end(self):
        """Reads what was written down; that done in its order must give the directory as it is."""
        self.moments = read_trace(self._trace)
        made = self._storage(len(self.moments)).contents
        found = {path.name: path.read_bytes() for path in _files(self._directory)}
        wrong = [name for name in made.keys() | found.keys() if made.get(name) != found.get(name)]
        assert not wrong, f"the witness has not seen all that was done to {wrong}"

    def cut(self, count, directory, random):
        """Makes a directory as it is after a loss of power behind that many moments."""
        directory.mkdir(mode=0o700)
        for name, content in self._storage(count).after_cut(random).items():
            path = directory / name
            path.write_bytes(content)
            path.chmod(0o600)

    def any_count(self, random):
        """How many moments pass before a cut; zeros that make a file ready are no moments of their own."""
        counts = [index for index, moment in enumerate(self.moments, 1) if moment.call.operation != ZERO]
        return random.choice(counts)

    def _storage(self, count):
        storage = Storage(self._number, self._found)
        for moment in self.moments[:count]:
            storage.take(moment)
        return storage


def _files(directory):
    return [path for path in directory.iterdir() if path.is_file()]
