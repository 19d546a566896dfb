"""Label stock that can be bought. All measures in mm; the printed area is what the vendor gives for the sheet."""

from dataclasses import dataclass

MM_PER_INCH = 25.4
# What a label printer and most office printers resolve. A bar that is no whole number of these dots comes out ragged.
DOTS_PER_INCH = 300
DOT = MM_PER_INCH / DOTS_PER_INCH


@dataclass(frozen=True)
class LabelFormat:
    """One kind of label: the page it is printed on and where the labels are on it."""

    code: str
    name: str
    page: tuple  # width, height
    label: tuple  # width, height
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch: tuple = (0.0, 0.0)  # from label to label, across and down
    printed_width: float = 0.0  # where only a part carries print (rat-tail tags); 0 = all of it
    tag: bool = False  # two flags that are folded over the tail

    @property
    def per_page(self):
        return self.columns * self.rows

    @property
    def is_sheet(self):
        return self.per_page > 1

    def place(self, index):
        """Return (left, top) of label number `index` (from 0) of a page, in mm from the upper left corner."""
        row, column = divmod(index, self.columns)
        return self.left + column * self.pitch[0], self.top + row * self.pitch[1]


A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)

FORMATS = {
    fmt.code: fmt
    for fmt in (
        LabelFormat(
            'avery_5160', "Avery 5160 · Letter, 30 labels", LETTER, (66.675, 25.4), 3, 10, 4.7625, 12.7, (69.85, 25.4)
        ),
        LabelFormat('avery_l7651', "Avery L7651 · A4, 65 labels", A4, (38.1, 21.2), 5, 13, 4.75, 10.7, (40.6, 21.2)),
        LabelFormat('avery_l4731', "Avery L4731 · A4, 189 labels", A4, (25.4, 10.0), 7, 27, 8.5, 13.5, (27.95, 10.0)),
        LabelFormat(
            'rat_tail', "Jewelry tag with tail · 80 × 12 mm", (80.0, 12.0), (80.0, 12.0), printed_width=54.0, tag=True
        ),
        LabelFormat('roll_62', "62 mm roll · 62 × 29 mm", (62.0, 29.0), (62.0, 29.0)),
        LabelFormat('dymo_11354', "Dymo 11354 · 57 × 32 mm", (57.0, 32.0), (57.0, 32.0)),
    )
}
