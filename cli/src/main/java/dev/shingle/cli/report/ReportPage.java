package dev.shingle.cli.report;

import dev.shingle.mapper.plan.MemoryPlan;

/**
 * One page that needs nothing else: style, script, data and Apache ECharts are in it, and its own policy forbids the browser to
 * fetch anything. Without scripts there is the drawing instead of the chart, and everything else.
 */
public final class ReportPage {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private final ReportContents contents;
    private final Markup out = new Markup();

    private ReportPage(ReportContents contents) {
        this.contents = contents;
    }

    /** The whole document. The same contents give the same page. */
    public static String html(ReportContents contents) {
        return new ReportPage(contents).document();
    }

    private String document() {
        out.raw("<!DOCTYPE html>\n").open("html", "lang", "en");
        head();
        out.open("body").element("a", "Skip to the memory map", "class", "skip", "href", "#map-title");
        out.open("main");
        new SummarySection(out, contents).write();
        new PictureSection(out, contents).write();
        new PlannersSection(out, contents).write();
        new CyclesSection(out, contents).write();
        new LayersSection(out, contents).write();
        new EquationsSection(out).write();
        new ProofSection(out, contents).write();
        new MachineSection(out, contents).write();
        new ProvenanceSection(out, contents).write();
        out.close();
        script("application/json", "picture-data", PictureJson.of(contents));
        script("text/javascript", "echarts", BundledText.echarts());
        script("text/javascript", "report", BundledText.own("report.js"));
        return out.close().close().raw("\n").toString();
    }

    private void head() {
        MemoryPlan plan = contents.overlapped().plan();
        out.open("head");
        out.empty("meta", "charset", "utf-8");
        out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.empty("meta", "name", "color-scheme", "content", "light dark");
        out.empty("meta", "name", "generator", "content", "shingle report");
        out.element("title", plan.network() + " on " + plan.machine().name() + " \u2013 memory report");
        out.empty("link", "rel", "icon", "href", "data:,");
        out.open("style").raw(BundledText.own("report.css")).close();
        out.close();
    }

    private void script(String type, String id, String text) {
        out.open("script", "type", type, "id", id).raw(text).close();
    }
}
