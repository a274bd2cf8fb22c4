package io.github.asyncapikafka.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Registers {@link ChannelProducer} interfaces that are outside of the application's own
 * packages. Without attributes the package of the annotated class is searched.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(ChannelProducerRegistrar.class)
public @interface ImportChannelProducers {

	/**
	 * Interfaces to register.
	 * @return the interfaces
	 */
	Class<?>[] value() default {};

	/**
	 * Packages to search.
	 * @return the names of the packages
	 */
	String[] basePackages() default {};

	/**
	 * Packages to search, each named by one of its classes.
	 * @return the classes
	 */
	Class<?>[] basePackageClasses() default {};

}
