package dev.pharos.testkit.architecture;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No source file holds more than a tenth of its module's lines. */
final class FairShares implements Rule {
    private static final int SHARES = 10;

    @Override
    public String claim() {
        return "no file holds more than a tenth of its module";
    }

    @Override
    public List<String> violations(ModuleUnderTest module) {
        Map<Path, Long> lines = new LinkedHashMap<>();
        for (Path file : module.sources().files()) {
            lines.put(file, module.sources().text(file).lines().count());
        }
        long total = lines.values().stream().mapToLong(Long::longValue).sum();
        return lines.entrySet().stream()
                .filter(file -> file.getValue() * SHARES > total)
                .map(file -> file.getKey() + " holds " + file.getValue() + " of " + total + " lines")
                .toList();
    }
}
