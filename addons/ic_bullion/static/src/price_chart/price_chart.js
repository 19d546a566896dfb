import { registry } from "@web/core/registry";
import { graphView } from "@web/views/graph/graph_view";
import { GraphRenderer } from "@web/views/graph/graph_renderer";

/** A chart of prices: a line that begins at zero hides every movement. */
export class PriceChartRenderer extends GraphRenderer {
    getScaleOptions() {
        const scales = super.getScaleOptions();
        if (this.model.metaData.mode === "line") {
            const { suggestedMin, suggestedMax, ...y } = scales.y;
            return { ...scales, y: { ...y, beginAtZero: false } };
        }
        return scales;
    }
}

registry.category("views").add("ic_price_chart", { ...graphView, Renderer: PriceChartRenderer });
