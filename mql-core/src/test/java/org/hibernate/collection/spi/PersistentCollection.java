package org.hibernate.collection.spi;

/** As much of Hibernate's interface as is looked at, under its name. */
public interface PersistentCollection {
    boolean wasInitialized();
}
