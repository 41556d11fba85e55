package dev.pharos.kvstore.failpoint;

import dev.pharos.kvstore.failpoint.FaultPlan.Condition;
import dev.pharos.kvstore.failpoint.FaultPlan.Link;
import dev.pharos.kvstore.failpoint.FaultPlan.Share;
import dev.pharos.kvstore.failpoint.FaultPlan.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads gofail's terms.
 *
 * <pre>
 *   plan  = link { "->" link }
 *   link  = { count "*" | percent "%" } fault
 *   fault = "off" | "panic" [ "(" value ")" ] | "sleep(" duration or milliseconds ")" | "return" [ "(" value ")" ]
 *   value = "text" in double quotes | number | true | false
 * </pre>
 *
 * <p>Used once, by one thread.
 */
final class TermReader {
    private static final Pattern TIMES = Pattern.compile("(\\d{1,18})\\*");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)%");
    private static final Pattern FAULT = Pattern.compile("(off|panic|sleep|return)\\b");
    private static final Pattern VALUE = Pattern.compile("\\((?:\"([^\"]*)\"|(-?\\d{1,18}|true|false)|)\\)");
    private static final Pattern ARROW = Pattern.compile("->");

    private final String term;
    private final DoubleSupplier chance;
    private int position;

    /** Throws of dice are made with chance, which gives numbers from 0 to below 1. */
    TermReader(String term, DoubleSupplier chance) {
        this.term = term.strip();
        this.chance = chance;
    }

    FaultPlan readPlan() {
        List<Link> links = new ArrayList<>();
        do {
            links.add(readLink());
        } while (next(ARROW) != null);
        if (position < term.length()) {
            throw malformed("nothing but -> may follow");
        }
        return new FaultPlan(term, links);
    }

    private Link readLink() {
        List<Condition> conditions = new ArrayList<>();
        while (true) {
            Matcher times = next(TIMES);
            Matcher share = times == null ? next(SHARE) : null;
            if (times != null) {
                conditions.add(new Times(new AtomicLong(Long.parseLong(times.group(1)))));
            } else if (share != null) {
                conditions.add(new Share(Double.parseDouble(share.group(1)) / 100, chance));
            } else {
                return new Link(conditions, readFault());
            }
        }
    }

    private Fault readFault() {
        Matcher fault = next(FAULT);
        if (fault == null) {
            throw malformed("expected off, panic, sleep or return");
        }
        Matcher value = next(VALUE);
        Optional<String> text = Optional.ofNullable(value).map(TermReader::textOf);
        return switch (fault.group(1)) {
            case "panic" -> new Fault.Panic(text);
            case "return" -> new Fault.Return(text.orElse(""));
            case "sleep" ->
                new Fault.Sleep(
                        text.flatMap(Pause::parse).orElseThrow(() -> malformed("sleep wants (\"100ms\") or (100)")));
            default -> new Fault.Off();
        };
    }

    private static String textOf(Matcher value) {
        String quoted = value.group(1);
        String bare = value.group(2);
        return quoted != null ? quoted : bare != null ? bare : "";
    }

    private @Nullable Matcher next(Pattern pattern) {
        Matcher matcher = pattern.matcher(term).region(position, term.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        position = matcher.end();
        return matcher;
    }

    private MalformedTerm malformed(String reason) {
        return new MalformedTerm("failpoint term '" + term + "', character " + (position + 1) + ": " + reason);
    }
}
