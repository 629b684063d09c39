/** For each limit of tables and charts a payload of the size that is asked for. */

import type { Sized } from "./slack-limit-cases.ts";
import { chart, dataTable, line, lines, many, pie, point, raw, row, slice, x } from "./slack-limit-payloads.ts";

export const DATA_SIZED: readonly (readonly [string, Sized])[] = [
	["data_table.rows.min_items", ["block", (n) => dataTable({ rows: many(n, () => row(2)) })]],
	["data_table.rows.max_items", ["block", (n) => dataTable({ rows: many(n, () => row(2)) })]],
	["data_table.columns.min_items", ["block", (n) => dataTable({ rows: [row(n), row(n)] })]],
	["data_table.columns.max_items", ["block", (n) => dataTable({ rows: [row(n), row(n)] })]],
	["data_table.page_size.min", ["block", (n) => dataTable({ page_size: n })]],
	["data_table.page_size.max", ["block", (n) => dataTable({ page_size: n })]],
	["data_table.cell_text.min_length", ["block", (n) => dataTable({ rows: [[raw(x(n))], [raw("1")]] })]],
	["data_table.content.max_length", ["block", (n) => dataTable({ rows: [[raw(x(n - 1))], [raw("1")]] })]],
	["data_visualization.title.max_length", ["block", (n) => chart({ type: "pie", segments: [slice()] }, x(n))]],
	["data_visualization.segments.min_items", ["block", (n) => pie(many(n, () => slice()))]],
	["data_visualization.segments.max_items", ["block", (n) => pie(many(n, () => slice()))]],
	["data_visualization.segment.label.max_length", ["block", (n) => pie([slice(x(n))])]],
	["data_visualization.series.min_items", ["block", (n) => lines(many(n, () => line()))]],
	["data_visualization.series.max_items", ["block", (n) => lines(many(n, () => line()))]],
	["data_visualization.series_name.max_length", ["block", (n) => lines([line([point()], x(n))])]],
	["data_visualization.data.min_items", ["block", (n) => lines([line(many(n, () => point()))])]],
	["data_visualization.data.max_items", ["block", (n) => lines([line(many(n, () => point()))])]],
	["data_visualization.point_label.max_length", ["block", (n) => lines([line([point(x(n))])])]],
	["data_visualization.categories.min_items", ["block", (n) => lines([line()], { categories: many(n, String) })]],
	["data_visualization.categories.max_items", ["block", (n) => lines([line()], { categories: many(n, String) })]],
	["data_visualization.category_label.max_length", ["block", (n) => lines([line()], { categories: [x(n)] })]],
	["data_visualization.axis_label.max_length", ["block", (n) => lines([line()], { x_label: x(n) })]],
];
