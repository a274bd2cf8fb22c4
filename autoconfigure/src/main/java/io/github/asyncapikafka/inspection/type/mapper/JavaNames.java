package io.github.asyncapikafka.inspection.type.mapper;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;

import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;

/**
 * Names that properties have in Java.
 */
public final class JavaNames {

	private JavaNames() {
	}

	/**
	 * Return the name that a property has in Java, which need not be that in JSON.
	 */
	public static String of(BeanProperty property) {
		AnnotatedMember member = property.getMember();
		if (member instanceof AnnotatedParameter parameter
				&& parameter.getOwner().getAnnotated() instanceof Executable executable) {
			Parameter declared = executable.getParameters()[parameter.getIndex()];
			return declared.isNamePresent() ? declared.getName() : property.getName();
		}
		if (member instanceof AnnotatedMethod method) {
			String name = method.getName();
			int prefix = name.startsWith("is") ? 2 : (name.startsWith("get") || name.startsWith("set")) ? 3 : 0;
			return (prefix > 0 && name.length() > prefix && Character.isUpperCase(name.charAt(prefix)))
					? Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1) : name;
		}
		return (member != null) ? member.getName() : property.getName();
	}

}
