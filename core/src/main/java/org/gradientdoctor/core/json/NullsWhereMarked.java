package org.gradientdoctor.core.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/** Null is read only into what {@code @Nullable} marks, and never into lists and maps, as NullAway has it for the rest of the code. */
final class NullsWhereMarked extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        JsonSetter.Value told = super.findSetterInfo(member);
        return member instanceof AnnotatedParameter parameter && !isNullable(parameter)
                ? told.withValueNulls(Nulls.FAIL, Nulls.FAIL)
                : told;
    }

    static boolean isNullable(AnnotatedParameter parameter) {
        if (!(parameter.getOwner().getAnnotated() instanceof Executable executable)) {
            return false;
        }
        AnnotatedType[] types = executable.getAnnotatedParameterTypes();
        return types[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
}
