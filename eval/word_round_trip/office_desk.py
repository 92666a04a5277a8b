"""An official at LibreOffice Writer: keystrokes, clipboard, search and replace, styles, tables, tracked changes.

Runs in a Python that has UNO (Debian: python3-uno) and imports nothing of the program.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

_WRITERS = {".docx": "MS Word 2007 XML", ".odt": "writer8", ".doc": "MS Word 97", ".rtf": "Rich Text Format"}
_PATIENCE = 120  # seconds until LibreOffice has to answer


def _value(name: str, value: object) -> Any:
    return PropertyValue(name, 0, value, 0)


@contextlib.contextmanager
def office(profile: Path) -> Iterator[Office]:
    """LibreOffice with a *profile* of its own, listening on loopback only; it ends with the block."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("soffice is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"socket,host=127.0.0.1,port={port};urp"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    with subprocess.Popen(
        [*command, f"--accept={address}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as it:
        found = Office(_connected(address))
        try:
            yield found
        finally:
            with contextlib.suppress(DisposedException):  # it ends while it answers
                found.desktop.terminate()
            it.wait()


def _connected(address: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_PATIENCE * 2):
        try:
            return resolver.resolve(f"uno:{address};StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


class Office:
    """The running program."""

    def __init__(self, context: Any) -> None:
        manager = context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def open(self, path: Path) -> Paper:
        """The document at *path* on the desk."""
        return Paper(self, self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ()))


class Paper:
    """An open document, with a cursor to type at."""

    def __init__(self, at: Office, document: Any) -> None:
        self._office = at
        self.document = document
        self.controller = document.getCurrentController()
        self.cursor = self.controller.getViewCursor()

    # -- looking --------------------------------------------------------------------------------------------------

    def paragraphs(self) -> list[Any]:
        """The paragraphs and tables of the body."""
        found, each = [], self.document.Text.createEnumeration()
        while each.hasMoreElements():
            found.append(each.nextElement())
        return found

    def texts(self) -> list[str]:
        """The words of the paragraphs of the body."""
        return [each.String for each in self.paragraphs() if each.supportsService("com.sun.star.text.Paragraph")]

    def paragraph(self, words: str) -> Any:
        """The first paragraph of the body that holds *words*."""
        return next(
            each
            for each in self.paragraphs()
            if each.supportsService("com.sun.star.text.Paragraph") and words in each.String
        )

    def found(self, words: str, number: int = 0) -> Any:
        """The place of *words*, the *number*-th time they stand in the document."""
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        return self.document.findAll(search).getByIndex(number)

    def tables(self) -> list[Any]:
        """The tables in order."""
        return [each for each in self.paragraphs() if each.supportsService("com.sun.star.text.TextTable")]

    # -- the cursor -----------------------------------------------------------------------------------------------

    def select(self, place: Any) -> None:
        """Mark *place*."""
        self.controller.select(place)

    def select_words(self, words: str, number: int = 0) -> None:
        """Mark the *number*-th *words*."""
        self.select(self.found(words, number))

    def before(self, words: str, number: int = 0) -> None:
        """Put the cursor before *words*."""
        self.cursor.gotoRange(self.found(words, number).Start, False)

    def behind(self, words: str, number: int = 0) -> None:
        """Put the cursor behind *words*."""
        self.cursor.gotoRange(self.found(words, number).End, False)

    def select_between(self, first: str, last: str) -> None:
        """Mark from the beginning of *first* to the end of *last* behind it."""
        start = self.found(first).Start
        end = next(
            place.End
            for place in (self.found(last, number) for number in range(50))
            if _text(place).compareRegionStarts(start, place) >= 0
        )
        self.cursor.gotoRange(start, False)
        self.cursor.gotoRange(end, True)

    def select_paragraph(self, words: str, *, last: str = "") -> None:
        """Mark the paragraph that holds *words* with its end, or all to the one that holds *last*."""
        self.cursor.gotoRange(self.paragraph(words).Start, False)
        self.cursor.gotoRange(self.paragraph(last or words).End, True)
        self.cursor.goRight(1, True)

    # -- the keyboard ---------------------------------------------------------------------------------------------

    def do(self, command: str, **given: object) -> None:
        """What a key or a menu does."""
        values = tuple(_value(name, value) for name, value in given.items())
        self._office.dispatcher.executeDispatch(self.controller.Frame, f".uno:{command}", "", 0, values)

    def type(self, text: str) -> None:
        """Keys; over what is marked, as typing does."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.do("InsertPara")
            if line:
                self.do("InsertText", Text=line)

    def type_over(self, words: str, text: str, number: int = 0) -> None:
        """Mark *words* and type *text*."""
        self.select_words(words, number)
        self.type(text)

    def delete(self) -> None:
        """The key Entf."""
        self.do("Delete")

    def backspace(self) -> None:
        """The key before it."""
        self.do("SwBackspace")

    def copied(self) -> Any:
        """What is marked, as the clipboard holds it."""
        return self.controller.getTransferable()

    def cut(self) -> Any:
        """What is marked, taken out."""
        held = self.controller.getTransferable()
        self.delete()
        return held

    def paste(self, held: Any) -> None:
        """What the clipboard holds, at the cursor."""
        self.controller.insertTransferable(held)

    def replace_all(self, old: str, new: str, *, pattern: bool = False) -> int:
        """Search and replace over the whole document; how often."""
        search = self.document.createReplaceDescriptor()
        search.SearchString, search.ReplaceString = old, new
        search.SearchCaseSensitive, search.SearchRegularExpression = True, pattern
        return int(self.document.replaceAll(search))

    def track(self, on: bool = True) -> None:
        """Switch the recording of changes on or off."""
        self.document.RecordChanges = on

    def changes(self) -> int:
        """How many tracked changes there are."""
        count, each = 0, self.document.getRedlines().createEnumeration()
        while each.hasMoreElements():
            each.nextElement()
            count += 1
        return count

    def judge_change(self, words: str, accept: bool) -> None:
        """Accept or reject the change at *words*."""
        self.select_words(words)
        self.do("AcceptTrackedChange" if accept else "RejectTrackedChange")

    # -- saving ---------------------------------------------------------------------------------------------------

    def save(self, path: Path) -> Path:
        """Save in the format of the suffix."""
        self.document.storeToURL(path.as_uri(), (_value("FilterName", _WRITERS[path.suffix]),))
        return path

    def close(self) -> None:
        """Put it away."""
        self.document.close(True)


def _text(place: Any) -> Any:
    return place.getText()
