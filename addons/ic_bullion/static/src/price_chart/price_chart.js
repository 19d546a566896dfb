import { registry } from "@web/core/registry";
import { graphView } from "@web/views/graph/graph_view";
import { GraphRenderer } from "@web/views/graph/graph_renderer";

/** The colors of the metals themselves, dark enough to be read on paper white. */
const METALS = [
    ["gold", "#b8892d"],
    ["silver", "#8b929a"],
    ["platinum", "#4f6d8f"],
    ["palladium", "#7b5e8c"],
    ["rhodium", "#96474c"],
    ["copper", "#b0653a"],
];

/** A chart of prices: a line that begins at zero hides every movement, and a metal has the color of the metal. */
export class PriceChartRenderer extends GraphRenderer {
    getScaleOptions() {
        const scales = super.getScaleOptions();
        if (this.model.metaData.mode === "line") {
            const { suggestedMin, suggestedMax, ...y } = scales.y;
            return { ...scales, y: { ...y, beginAtZero: false } };
        }
        return scales;
    }

    getLineChartData() {
        const data = super.getLineChartData();
        const many = data.datasets.length > 1;
        for (const line of data.datasets) {
            const color = this.colorOf(line.label);
            Object.assign(line, { borderColor: color, borderWidth: 2, pointRadius: 0, pointHitRadius: 12, tension: 0.15 });
            Object.assign(line, { backgroundColor: many ? color : `${color}1f`, fill: many ? false : "start" });
        }
        return data;
    }

    colorOf(label) {
        const words = (label || "").toLowerCase();
        const found = METALS.find(([metal]) => words.includes(metal));
        return found ? found[1] : METALS[0][1];
    }
}

registry.category("views").add("ic_price_chart", { ...graphView, Renderer: PriceChartRenderer });
