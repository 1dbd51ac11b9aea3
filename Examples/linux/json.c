#include "json.h"

#include <stdlib.h>
#include <string.h>

static struct json *value(char **at);

static void skip_space(char **at) {
  while (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r') ++*at;
}

static bool take(char **at, char expected) {
  skip_space(at);
  if (**at != expected) return false;
  ++*at;
  return true;
}

/* Strings of the protocol hold no escapes but the harmless one of the slash; the character after a backslash is kept. */
static char *string(char **at) {
  if (!take(at, '"')) return NULL;
  char *start = *at, *end = *at;
  while (**at && **at != '"') {
    if (**at == '\\' && (*at)[1]) ++*at;
    *end++ = *(*at)++;
  }
  if (!**at) return NULL;
  ++*at;
  *end = 0;
  return start;
}

static bool number(char **at, struct json *result) {
  bool negative = **at == '-';
  if (negative) ++*at;
  char *end;
  result->number = strtoull(*at, &end, 10);
  if (end == *at) return false;
  if (negative) result->number = -result->number;
  *at = end;
  return true;
}

static bool word(char **at, const char *expected) {
  size_t length = strlen(expected);
  if (strncmp(*at, expected, length) != 0) return false;
  *at += length;
  return true;
}

/* The members of an object or the elements of an array, up to the closing character. */
static bool members(char **at, struct json *parent, char closing) {
  struct json **slot = &parent->first;
  ++*at;
  if (take(at, closing)) return true;
  do {
    char *name = NULL;
    if (closing == '}' && (!(name = string(at)) || !take(at, ':'))) return false;
    if (!(*slot = value(at))) return false;
    (*slot)->name = name;
    slot = &(*slot)->next;
  } while (take(at, ','));
  return take(at, closing);
}

static struct json *value(char **at) {
  struct json *result = calloc(1, sizeof *result);
  if (!result) return NULL;
  bool good;
  skip_space(at);
  switch (**at) {
    case '{': result->kind = JSON_OBJECT; good = members(at, result, '}'); break;
    case '[': result->kind = JSON_ARRAY; good = members(at, result, ']'); break;
    case '"': result->kind = JSON_STRING; good = (result->string = string(at)) != NULL; break;
    case 't': result->kind = JSON_BOOLEAN; good = result->boolean = word(at, "true"); break;
    case 'f': result->kind = JSON_BOOLEAN; good = word(at, "false"); break;
    case 'n': good = word(at, "null"); break;
    default: result->kind = JSON_NUMBER; good = number(at, result);
  }
  if (good) return result;
  json_free(result);
  return NULL;
}

struct json *json_read(char *text) {
  return value(&text);
}

struct json *json_member(const struct json *object, const char *name) {
  if (!object || object->kind != JSON_OBJECT) return NULL;
  for (struct json *member = object->first; member; member = member->next)
    if (strcmp(member->name, name) == 0) return member;
  return NULL;
}

uint64_t json_number(const struct json *object, const char *name, uint64_t otherwise) {
  struct json *member = json_member(object, name);
  return member && member->kind == JSON_NUMBER ? member->number : otherwise;
}

void json_free(struct json *value) {
  while (value) {
    struct json *next = value->next;
    json_free(value->first);
    free(value);
    value = next;
  }
}
