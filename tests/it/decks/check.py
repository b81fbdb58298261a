"""Prints what python-pptx and openpyxl read of a deck or a workbook, as JSON."""

import io
import json
import sys

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from pptx import Presentation

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def cells(book, reference):
    """The values of the cells that a formula such as 'Escape rate'!$B$2:$B$9 names."""
    sheet, area = reference.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    rows = book[sheet.strip("'")].iter_rows(
        min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True
    )
    return [value for row in rows for value in row]


def numbers(values):
    return [None if value is None else float(value) for value in values]


def series(chart):
    """Each series with its name and values, as cached and as the workbook behind the chart has them."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    book = load_workbook(io.BytesIO(blob), data_only=True)
    found = []
    for one in (one for plot in chart.plots for one in plot.series):
        element = one._element
        name = element.find(f"{CHART}tx/{CHART}strRef/{CHART}f")
        values = element.find(f"{CHART}val/{CHART}numRef/{CHART}f")
        categories = element.find(f"{CHART}cat/{CHART}strRef/{CHART}f")
        found.append({
            "name": one.name,
            "name_of_cells": cells(book, name.text) if name is not None else None,
            "values": numbers(one.values),
            "values_of_cells": numbers(cells(book, values.text)),
            "categories": [str(category) for category in chart.plots[0].categories],
            "categories_of_cells": cells(book, categories.text) if categories is not None else None,
        })
    return found


def deck(path):
    slides = []
    for slide in Presentation(path).slides:
        charts = [series(shape.chart) for shape in slide.shapes if shape.has_chart]
        slides.append({
            "title": slide.shapes.title.text_frame.text,
            "notes": slide.notes_slide.notes_text_frame.text,
            "charts": charts,
        })
    return {"slides": slides}


def workbook(path):
    book = load_workbook(path)
    return {"sheets": [
        {"name": sheet.title, "rows": sheet.max_row, "charts": len(sheet._charts)} for sheet in book
    ]}


read = deck if sys.argv[1].endswith(".pptx") else workbook
json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
