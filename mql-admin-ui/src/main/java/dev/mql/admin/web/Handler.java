package dev.mql.admin.web;

/** Answers a call that has passed the door. Called by many threads at once. */
@FunctionalInterface
public interface Handler {

    /** @throws Failure where the call can not be answered as asked */
    Reply handle(Call call);
}
