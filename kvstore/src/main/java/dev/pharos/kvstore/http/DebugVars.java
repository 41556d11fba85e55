package dev.pharos.kvstore.http;

import dev.pharos.kvstore.http.json.JsonWriting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;

/** The variables of the process, under the names that tools for Go programs look for. */
final class DebugVars {
    private DebugVars() {}

    /** The command line leaves out what a user gave, which may hold secrets. */
    static void write(OutputStream out) throws IOException {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
        ByteBuf command = Unpooled.buffer();
        JsonWriting.string(ProcessHandle.current().info().command().orElse("java"), command);
        ByteBuf page = Unpooled.buffer();
        ByteBufUtil.writeAscii(page, "{\n\"cmdline\": [");
        page.writeBytes(command);
        ByteBufUtil.writeAscii(page, "],\n\"file_descriptor_limit\": " + descriptorLimit());
        ByteBufUtil.writeAscii(
                page,
                ",\n\"memstats\": {\"HeapAlloc\":" + heap.getUsed() + ",\"HeapSys\":" + heap.getCommitted()
                        + ",\"NumGC\":" + collections + "}\n}\n");
        out.write(page.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    }

    private static long descriptorLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }
}
