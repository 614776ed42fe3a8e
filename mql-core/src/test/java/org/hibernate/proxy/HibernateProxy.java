package org.hibernate.proxy;

/** As much of Hibernate's interface as is looked at, under its name. */
public interface HibernateProxy {
    LazyInitializer getHibernateLazyInitializer();
}
