package dev.mql.spring;

import dev.mql.MqlException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets an application that can not start because of MQL end with what MQL says, instead of with a stack trace. */
final class MqlFailureAnalyzer extends AbstractFailureAnalyzer<MqlException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MqlException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct what is named above, or set mql.enabled=false to start without MQL.",
                cause);
    }
}
