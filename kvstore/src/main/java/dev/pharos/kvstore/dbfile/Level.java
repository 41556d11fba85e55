package dev.pharos.kvstore.dbfile;

import java.util.List;

/** The pages of a tree that are equally far from its root, in the order of their keys; never none. */
record Level(List<PageShape> shapes) {
    boolean isRoot() {
        return shapes.size() == 1;
    }

    /** What all pages of the level take, in file pages. */
    long pages(int pageSize) {
        long pages = 0;
        for (PageShape shape : shapes) {
            pages += shape.pages(pageSize);
        }
        return pages;
    }
}
