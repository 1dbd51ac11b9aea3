/* A reader of JSON, as much as one line of the protocol needs. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
  enum json_kind kind;
  bool boolean;
  uint64_t number;      /* two's complement if it was negative */
  char *string;         /* strings, and the name of a member */
  char *name;           /* the name, for members of objects */
  struct json *first;   /* the first member or element */
  struct json *next;    /* the next member or element of the same parent */
};

/* Reads one value from text, which is changed. Returns NULL if it is not JSON. */
struct json *json_read(char *text);

/* The member of that name, or NULL. */
struct json *json_member(const struct json *object, const char *name);

/* The member's number, or otherwise the given one. */
uint64_t json_number(const struct json *object, const char *name, uint64_t otherwise);

/* Frees a value with all it holds. */
void json_free(struct json *value);

#endif
