package dev.pharos.kvstore.dbfile;

import java.util.List;

/** A leaf that is complete: its header, an element for each row, then the rows. */
record LeafPage(long id, ElementKind kind, List<Row> rows) {
    void writeTo(PageSink sink, long pages) {
        sink.putHeader(id, PageFormat.LEAF, rows.size(), pages);
        int fromElement = rows.size() * PageFormat.ELEMENT_BYTES;
        for (Row row : rows) {
            sink.putLeafElement(kind, fromElement, row);
            fromElement += row.key().length + row.value().length - PageFormat.ELEMENT_BYTES;
        }
        for (Row row : rows) {
            sink.putBytes(row.key());
            sink.putBytes(row.value());
        }
    }
}
