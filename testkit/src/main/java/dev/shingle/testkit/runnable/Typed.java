package dev.shingle.testkit.runnable;

import dev.shingle.networks.ElementType;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** At a parameter {@code @ForAll RunnableNetwork}: of which element type. Any that can be executed if it is not there. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(java.lang.annotation.ElementType.PARAMETER)
public @interface Typed {

    ElementType value();
}
