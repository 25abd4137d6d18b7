package io.github.ropelab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.figure.Figure;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where the numbers of a figure come from, as JSON beside it. */
final class FigureDescription {
    /** More cells are counted and not named. */
    private static final int NAMED_CELLS = 20;

    private final Selection selection;
    private final Style style;

    FigureDescription(Selection selection, Style style) {
        this.selection = selection;
        this.style = style;
    }

    /** The document of a figure. */
    String json(Figure figure, Figure.Drawing drawing) throws JsonProcessingException {
        List<Map<String, Object>> filters = new ArrayList<>();
        Set<String> cells = new TreeSet<>();
        for (Filter filter : drawing.filters()) {
            List<ResultRow> rows = selection.rows(filter).rows();
            rows.forEach(row -> cells.add(row.cell()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("conditions", conditions(filter));
            entry.put("rows", rows.size());
            filters.add(entry);
        }
        Map<String, Object> entered = new LinkedHashMap<>();
        entered.put("count", cells.size());
        entered.put("first", cells.stream().limit(NAMED_CELLS).toList());
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("figure", figure.id());
        description.put("title", figure.title());
        description.put("caption", drawing.text());
        description.put("style", style.venue());
        description.put("width_inches", style.width());
        description.put("rows_of_results_csv", filters);
        description.put("cells", entered);
        description.put("results_csv_sha256", selection.sha256());
        description.put("plan_sha256", selection.manifest().study().planSha256());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(description)
                + "\n";
    }

    /** Column to sign and value, as {@code from} to {@code "> 0"}. */
    private static Map<String, String> conditions(Filter filter) {
        Map<String, String> conditions = new LinkedHashMap<>();
        filter.conditions()
                .forEach(condition -> conditions.merge(
                        condition.column(),
                        condition.relation().sign() + " " + condition.value(),
                        (one, other) -> one + " and " + other));
        return conditions;
    }
}
