package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogField;
import java.util.List;

/** Turns flags of older releases into those of today, and says of which flags that they change nothing. */
final class FormerFlags {
    private static final String GATES = "feature-gates";

    private final FlagTable table;
    private final OptionValues values;
    private final Notices notices;

    FormerFlags(FlagTable table, OptionValues values, Notices notices) {
        this.table = table;
        this.values = values;
        this.notices = notices;
    }

    void resolve() {
        for (String name : List.copyOf(values.given().keySet())) {
            FormerFlag former = table.former().get(name);
            Flag flag = table.current().get(name);
            if (former != null) {
                replace(former);
            } else if (flag != null && !flag.idle().isEmpty()) {
                warnIdle(name, flag.idle());
            }
        }
        resolveDebug();
        resolveProxy();
    }

    private void replace(FormerFlag former) {
        FormerFlag.Replacement replacement = former.replacement();
        String value = values.text(former.name());
        if (!replacement.idle().isEmpty()) {
            warnIdle(former.name(), replacement.idle());
        } else if (!replacement.gate().isEmpty()) {
            warnDeprecated(former.name(), "--" + GATES + "=" + replacement.gate() + "=" + value);
            // What the flag of today says of the same gate comes later, and so wins.
            String others = values.text(GATES);
            values.giveUnchecked(GATES, replacement.gate() + "=" + value + (others.isEmpty() ? "" : "," + others));
        } else {
            warnDeprecated(former.name(), "--" + replacement.flag());
            replaceFlag(former, replacement.flag(), value);
        }
    }

    private void replaceFlag(FormerFlag former, String replacement, String value) {
        if (values.isGiven(replacement)) {
            notices.warn(
                    "flag --" + former.name() + " is overridden by --" + replacement,
                    new LogField("value", values.text(replacement)));
            return;
        }
        values.giveUnchecked(replacement, value);
        Flag flag = table.current().get(replacement);
        if (flag != null && !flag.idle().isEmpty()) {
            warnIdle(replacement, flag.idle());
        }
    }

    private void resolveDebug() {
        if (values.isGiven(FlagTable.DEBUG)) {
            warnDeprecated(FlagTable.DEBUG, "--log-level=debug");
            if (values.isOn(FlagTable.DEBUG) && !values.isGiven("log-level")) {
                values.giveUnchecked("log-level", "debug");
            }
        }
    }

    private void resolveProxy() {
        String proxy = values.text(FlagTable.PROXY);
        if (!proxy.isEmpty() && !proxy.equals("off")) {
            throw new BadValue("v2 proxy is gone, and --proxy can't be configured as " + GoText.quote(proxy));
        }
        if (values.isGiven(FlagTable.PROXY)) {
            warnIdle(FlagTable.PROXY, "there is no v2 proxy");
        }
    }

    private void warnDeprecated(String name, String instead) {
        notices.warn("flag --" + name + " is deprecated; use " + instead + " instead");
    }

    private void warnIdle(String name, String reason) {
        notices.warn("flag --" + name + " has no effect in Pharos: " + reason);
    }
}
