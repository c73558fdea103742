package dev.vignette.inference.cuda;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name in the library, where it differs from the method's: the driver marks later versions of a function by a suffix. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Symbol {
    String value();
}
