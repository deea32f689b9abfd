"""Where the elements of a document stand in its text, which lxml does not tell."""

from collections.abc import Iterator
from functools import cached_property

from attrs import define, field
from lxml import etree

from amazons3cfg.text.names import local_name, written_name
from amazons3cfg.text.source import Source
from amazons3cfg.text.spans import Offsets, Span, all_spans, block_span, leaf_span, only_span, start_tags, tags_only

# Up to so many names, their elements are searched one name at a time: an edit asks for one or two, a check for all.
_FEW_NAMES = 3
_span = tuple.__new__
"""Makes a ``Span`` of its offsets, much faster than its class does."""


@define(slots=False, eq=False)
class Places:
    """The elements of a well-formed text, whose places are found when they are asked for."""

    source: Source
    root: etree._Element
    _starts: dict[etree._Element, int] = field(factory=dict, init=False)
    _spans: dict[etree._Element, Span | Offsets] = field(factory=dict, init=False)
    _names: set[str] = field(factory=set, init=False)
    """The names whose elements are all in ``_starts``."""
    _all: list[Offsets] = field(factory=list, init=False)
    """Of all elements, in their order; empty until they are asked for."""
    _ahead: Iterator[tuple[etree._Element, Offsets]] = field(factory=lambda: iter(()), init=False)
    """What is left of all elements for those who ask in the order of the text, as most do."""

    def start(self, element: etree._Element) -> int:
        """Return the offset at which the start tag of ``element``, one of this document's, begins."""
        for following, offsets in self._ahead:
            if following is element:
                return offsets[0]
        if element not in self._starts:
            if self._is_full:
                return self.span(element).start
            self._search(element)
        return self._starts[element]

    def span(self, element: etree._Element) -> Span:
        """Return where ``element``, one of this document's, stands in the text."""
        for following, offsets in self._ahead:
            if following is element:
                return _span(Span, offsets)
        if element not in self._spans:
            if self._all:
                self._spans.update(zip(self.root.iter(), self._all, strict=True))
            elif self._is_full:
                self._all = all_spans(self.source.text)
                self._ahead = zip(self.root.iter(), self._all, strict=True)
                return self.span(element)
            else:
                text, start, name = self.source.text, self.start(element), written_name(element)
                self._spans[element] = (
                    leaf_span(text, start) or only_span(text, start, name) or block_span(self._tags, start, name)
                )
        return _span(Span, self._spans[element])

    @property
    def _is_full(self) -> bool:
        return len(self._names) >= _FEW_NAMES

    @cached_property
    def _tags(self) -> str:
        return tags_only(self.source.text)

    def _search(self, element: etree._Element) -> None:
        name = written_name(element)
        self._names.add(name)
        starts = start_tags(self.source.text, name)
        if len(starts) == 1:  # what only looks like it would be another one
            self._starts[element] = starts[0]
            return
        same = (each for each in self.root.iter("{*}" + local_name(element)) if written_name(each) == name)
        self._starts.update(zip(same, start_tags(self._tags, name), strict=True))
