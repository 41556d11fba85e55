package dev.pharos.kvstore.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gates that are on. */
public record FeatureGates(Set<FeatureGate> enabled) {
    /** Every gate as it is when nothing is said. */
    public static final FeatureGates DEFAULT = of(Map.of());

    public FeatureGates {
        enabled = Set.copyOf(enabled);
    }

    public boolean isEnabled(FeatureGate gate) {
        return enabled.contains(gate);
    }

    /** The defaults, but for what is named. */
    static FeatureGates of(Map<FeatureGate, Boolean> chosen) {
        Set<FeatureGate> enabled = EnumSet.noneOf(FeatureGate.class);
        for (FeatureGate gate : FeatureGate.values()) {
            if (chosen.getOrDefault(gate, gate.stage() == FeatureGate.Stage.BETA)) {
                enabled.add(gate);
            }
        }
        return new FeatureGates(enabled);
    }

    /** {@code A=true,B=false}; a gate that is named counts more than the group it belongs to. */
    static Map<FeatureGate, Boolean> parse(String text) {
        Map<FeatureGate, Boolean> named = new EnumMap<>(FeatureGate.class);
        Map<FeatureGate, Boolean> byGroup = new EnumMap<>(FeatureGate.class);
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                parseOne(each, named, byGroup);
            }
        }
        byGroup.putAll(named);
        return byGroup;
    }

    private static void parseOne(String text, Map<FeatureGate, Boolean> named, Map<FeatureGate, Boolean> byGroup) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new BadValue("missing bool value for " + text.strip());
        }
        String label = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        boolean on = parseValue(label, value);
        Optional<FeatureGate> gate = FeatureGate.named(label);
        if (gate.isPresent()) {
            named.put(gate.get(), on);
        } else if (label.equals("AllAlpha")) {
            putGroup(byGroup, FeatureGate.Stage.ALPHA, on);
        } else if (label.equals("AllBeta")) {
            putGroup(byGroup, FeatureGate.Stage.BETA, on);
        } else {
            throw new BadValue("unrecognized feature gate: " + label);
        }
    }

    private static boolean parseValue(String label, String value) {
        try {
            return GoText.parseBoolean(value);
        } catch (BadValue e) {
            throw new BadValue("invalid value of " + label + "=" + value + ", err: strconv.ParseBool: parsing "
                    + GoText.quote(value) + ": invalid syntax");
        }
    }

    private static void putGroup(Map<FeatureGate, Boolean> byGroup, FeatureGate.Stage stage, boolean on) {
        for (FeatureGate gate : FeatureGate.values()) {
            if (gate.stage() == stage) {
                byGroup.put(gate, on);
            }
        }
    }
}
