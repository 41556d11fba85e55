package dev.pharos.kvstore.metrics.instrument;

/** Where the lines of one instrument go: its name and labels, and the text so far. Used by one scrape. */
final class Series {
    private final StringBuilder out;
    private final String name;
    private final String labels;

    /** Labels are in the form {@code a="x",b="y"}, values escaped. */
    Series(StringBuilder out, String name, String labels) {
        this.out = out;
        this.name = name;
        this.labels = labels;
    }

    void sample(double value) {
        line("", value);
    }

    /** Beyond 2^53 the last digits are lost, as they are in every reader of this text. */
    void sample(long value) {
        line("", (double) value);
    }

    void bucket(String bound, long count) {
        out.append(name).append("_bucket{").append(labels);
        if (!labels.isEmpty()) {
            out.append(',');
        }
        out.append("le=\"").append(bound).append("\"} ");
        GoNumber.append(out, (double) count);
        out.append('\n');
    }

    void sumAndCount(double sum, long count) {
        line("_sum", sum);
        line("_count", (double) count);
    }

    private void line(String suffix, double value) {
        out.append(name).append(suffix);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ');
        GoNumber.append(out, value);
        out.append('\n');
    }
}
