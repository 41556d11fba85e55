package dev.pharos.kvstore.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A scrape as a reader of the text format 0.0.4 understands it; anything out of order is refused. */
record Exposition(Map<String, Family> families) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge|histogram|summary)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_]\\w*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

    record Sample(String name, Map<String, String> labels, String value) {}

    record Family(String type, List<Sample> samples) {
        /** The names of labels in all samples, but for the one of buckets. */
        Set<Set<String>> labelNames() {
            return samples.stream()
                    .map(sample -> sample.labels().keySet().stream()
                            .filter(name -> !name.equals("le"))
                            .collect(Collectors.toCollection(TreeSet::new)))
                    .collect(Collectors.toSet());
        }

        /** The bounds of each histogram in the family, without the infinite one that must end them. */
        Set<String> bounds() {
            Map<Map<String, String>, List<String>> byLabels = new LinkedHashMap<>();
            for (Sample sample : samples) {
                if (sample.name().endsWith("_bucket")) {
                    Map<String, String> labels = new TreeMap<>(sample.labels());
                    String bound = labels.remove("le");
                    byLabels.computeIfAbsent(labels, key -> new ArrayList<>()).add(bound);
                }
            }
            return byLabels.values().stream().map(Family::withoutInfinity).collect(Collectors.toSet());
        }

        private static String withoutInfinity(List<String> bounds) {
            int last = bounds.size() - 1;
            if (!bounds.get(last).equals("+Inf")) {
                throw new IllegalArgumentException("last bucket is not infinite: " + bounds);
            }
            return String.join(" ", bounds.subList(0, last));
        }
    }

    static Exposition parse(String text) {
        Map<String, Family> families = new TreeMap<>();
        String name = "";
        for (String line : text.split("\n", -1)) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                name = type.group(1);
                if (families.put(name, new Family(type.group(2), new ArrayList<>())) != null) {
                    throw new IllegalArgumentException("twice: " + name);
                }
            } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
                Sample sample = sample(line);
                Family family = families.get(name);
                if (family == null || !belongs(sample, name, family)) {
                    throw new IllegalArgumentException("not a sample of '" + name + "': " + line);
                }
                family.samples().add(sample);
            }
        }
        return new Exposition(families);
    }

    private static boolean belongs(Sample sample, String family, Family content) {
        String suffix = sample.name().startsWith(family) ? sample.name().substring(family.length()) : "?";
        return switch (content.type()) {
            case "histogram" -> Set.of("_bucket", "_sum", "_count").contains(suffix);
            case "summary" -> Set.of("", "_sum", "_count").contains(suffix);
            default -> suffix.isEmpty();
        };
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("not a sample: " + line);
        }
        Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        return new Sample(sample.group(1), labels(sample.group(2)), sample.group(3));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            int end = 0;
            while (end < text.length() && label.region(end, text.length()).lookingAt()) {
                labels.put(label.group(1), label.group(2));
                end = label.end();
            }
            if (end < text.length()) {
                throw new IllegalArgumentException("not labels: " + text);
            }
        }
        return labels;
    }

    Family family(String name) {
        Family family = families.get(name);
        if (family == null) {
            throw new AssertionError("no family " + name + " in " + families.keySet());
        }
        return family;
    }

    /** The value of the one sample with these labels: {@code name{a="x"}}, as it stands in the text. */
    String value(String series) {
        Sample wanted = sample(series + " 0");
        List<String> values = families.values().stream()
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.name().equals(wanted.name()))
                .filter(sample -> sample.labels().equals(wanted.labels()))
                .map(Sample::value)
                .collect(Collectors.toList());
        if (values.size() != 1) {
            throw new AssertionError(values.size() + " samples for " + series);
        }
        return values.get(0);
    }
}
